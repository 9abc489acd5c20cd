import {
  type Catalogue,
  type CountrySet,
  type DataPlan,
  loadCatalogue,
} from '../../src/commerce/catalog/index.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Database } from '../../src/platform/db/database.ts';

const WORLDWIDE: CountrySet = {
  code: 'WWW',
  name: 'Worldwide',
  kind: 'worldwide',
  countries: ['AT', 'DE', 'US'],
};
const EUROPE: CountrySet = { code: 'EU', name: 'Europe', kind: 'region', countries: ['AT', 'DE'] };
const AUSTRIA: CountrySet = { code: 'AT', name: 'Austria', kind: 'country', countries: ['AT'] };

type PlanDraft = Partial<DataPlan> & { wholesaleMinor?: bigint };

/** A data plan: Austria, 1 GB, 30 days, but for what is given; and its price for everybody. */
export async function addPlan(db: Database, draft: PlanDraft = {}): Promise<DataPlan> {
  const { wholesaleMinor, ...given } = draft;
  const plan: DataPlan = {
    id: newId(),
    name: 'Austria 1 GB',
    sizeValue: 1,
    sizeUnit: 'GB',
    validityDays: 30,
    countrySet: 'AT',
    carrier: 'sandbox',
    ...given,
  };
  const catalogue: Catalogue = {
    countrySets: [WORLDWIDE, EUROPE, AUSTRIA],
    dataPlans: [plan],
    prices: wholesaleMinor === undefined ? [] : [{ dataPlanId: plan.id, wholesaleMinor }],
  };
  await db.transaction((tx) => loadCatalogue(tx, catalogue));
  return plan;
}
