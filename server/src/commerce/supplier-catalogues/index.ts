export { toCents } from './exchange-rate.ts';
export { givesTerms } from './gives-terms.ts';
export { priceInUsd } from './price-in-usd.ts';
export { registerSupplierCatalogueRoutes } from './routes.ts';
export { createSupplierCatalogueTasks, SUPPLIER_CATALOGUE_SCHEDULE } from './tasks.ts';
