import type { SizeUnit } from '../../kernel/data-size.ts';
import type { CountrySet } from './country-set.ts';

/** What the operator sells. `validityDays` null is a validity without end. */
export type DataPlan = {
  id: string;
  name: string;
  sizeValue: number;
  sizeUnit: SizeUnit;
  validityDays: number | null;
  countrySet: string;
  carrier: string;
};

/** What resellers pay for a data plan by one price list, in cents. */
export type WholesalePrice = { dataPlanId: string; wholesaleMinor: bigint };

/** A whole catalogue; its prices are those of the default price list. */
export type Catalogue = {
  countrySets: CountrySet[];
  dataPlans: DataPlan[];
  prices: WholesalePrice[];
};
