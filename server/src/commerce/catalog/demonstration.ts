import { readJsonAsset } from './asset.ts';
import { knownCountrySets } from './country-set.ts';
import type { Catalogue, DataPlan } from './data-plan.ts';

/** An item that the demonstration account sells. */
type Offer = { id: string; dataPlanId: string; retailMinor: bigint; active: boolean };
export type Demonstration = { catalogue: Catalogue; offers: Offer[] };

/** The shape of `assets/demo-catalogue.json`, which `scripts/build-catalogue.ts` writes. */
export type DemonstrationFile = {
  dataPlans: (DataPlan & { wholesaleMinor: number })[];
  offers: (Omit<Offer, 'retailMinor'> & { retailMinor: number })[];
};

/** Returns the demonstration catalogue, whose IDs are the same in every installation. */
export function demonstration(): Demonstration {
  const file = readJsonAsset<DemonstrationFile>('demo-catalogue.json');
  const catalogue = {
    countrySets: knownCountrySets(),
    dataPlans: file.dataPlans.map(({ wholesaleMinor, ...plan }) => plan),
    prices: file.dataPlans.map(({ id, wholesaleMinor }) => ({
      dataPlanId: id,
      wholesaleMinor: BigInt(wholesaleMinor),
    })),
  };
  const offers = file.offers.map((offer) => ({ ...offer, retailMinor: BigInt(offer.retailMinor) }));
  return { catalogue, offers };
}
