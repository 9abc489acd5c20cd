export { catalogueVersion } from './catalogue-version.ts';
export { COUNTRY_CODES, countryName, isCountryCode, toCountryCode } from './country.ts';
export { type CountrySet, type CountrySetKind, knownCountrySets } from './country-set.ts';
export { createPriceList } from './create-price-list.ts';
export type { Catalogue, DataPlan, WholesalePrice } from './data-plan.ts';
export {
  type Demonstration,
  type DemonstrationFile,
  demonstration,
  type Offer,
} from './demonstration.ts';
export { findCountrySet } from './find-country-set.ts';
export { loadCatalogue } from './load-catalogue.ts';
export { namesLocaleOf } from './locale.ts';
export {
  createPlan,
  type ListedPlan,
  listPlans,
  type PlanCost,
  readPlan,
  setPlanCost,
  setRetired,
} from './plan.ts';
export {
  type ListedPrice,
  listPriceLists,
  lockPriceList,
  type PriceList,
  readPriceList,
} from './price-list.ts';
export { registerCatalogRoutes } from './routes.ts';
export { setPrices } from './set-prices.ts';
