export { countryName } from './country.ts';
export {
  type CountrySet,
  type CountrySetKind,
  knownCountrySets,
  type StoredCountrySet,
} from './country-set.ts';
export { selectStoredCountrySets, upsertEditedCountrySets } from './country-set-store.ts';
export { toRegion } from './create-country-set.ts';
export {
  AMOUNT_RULE,
  type Catalogue,
  type DataPlan,
  isAmount,
  type ListedPlan,
  type PlanField,
  type WholesalePrice,
} from './data-plan.ts';
export { termsFields } from './data-terms-schema.ts';
export {
  type DemonstrationFile,
  demonstration,
} from './demonstration.ts';
export { searchDevices } from './device.ts';
export { findCountrySet } from './find-country-set.ts';
export { findPlanFault } from './find-plan-fault.ts';
export type { ListedPrice, PriceList } from './listed-price.ts';
export { installGeography, loadCatalogue } from './load-catalogue.ts';
export { registerCatalogueOperatorRoutes } from './operator-routes.ts';
export {
  aPlan,
  aPlanSource,
  DataPlanSchema,
  PlanSourcesBody,
  readNameCursor,
  showPlanWithCosts,
} from './operator-schemas.ts';
export { termsColumns } from './plan-columns.ts';
export {
  type LosingPlan,
  selectPlansBelowCost,
  upsertImportedCosts,
  upsertPlanCosts,
} from './plan-cost-store.ts';
export type { PlanSource, SourcePolicy } from './plan-source.ts';
export {
  addPlanSources,
  type ImportedSource,
  replacePlanSources,
  selectSourcesAt,
  switchPlanSources,
  updateSourcePolicies,
} from './plan-source-store.ts';
export {
  selectAllPlans,
  selectDataPlanIds,
  updateRetirement,
  upsertDataPlans,
} from './plan-store.ts';
export { MOST_DAYS_WITH_TERMS, readTerms, showTerms } from './plan-terms.ts';
export { PLANNED_STATES, type PlannedPrice } from './planned-price.ts';
export {
  endPlannedPrices,
  insertPlannedPrice,
  replacePlannedPrices,
  selectDuePricesForUpdate,
  selectPlannedPrice,
  selectPlannedPrices,
  selectUnnotifiedForUpdate,
  updateTold,
} from './planned-price-store.ts';
export { lockPriceList, readPriceList } from './price-list.ts';
export {
  deletePriceListRow,
  insertPriceList,
  isPriceListAssigned,
  selectDefaultPriceList,
  selectPriceLists,
  updatePriceListName,
} from './price-list-store.ts';
export { deletePrice, deletePrices, selectPrices, upsertPrices } from './price-store.ts';
export { type PlanWithCosts, readPlan } from './read-plan.ts';
export { registerCatalogRoutes } from './routes.ts';
export { type PlanSourcing, setPlanSources } from './set-plan-sources.ts';
export { applyEdit } from './update-country-set.ts';
export { lockCatalogue, raiseCatalogueVersion, readCatalogueVersion } from './version-store.ts';
