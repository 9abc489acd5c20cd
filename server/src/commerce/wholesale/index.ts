export { announcePrices } from './announce-prices.ts';
export { createPriceList } from './change-price-list.ts';
export { type CatalogueImport, importCatalogue } from './import-catalogue.ts';
export { registerWholesaleOperatorRoutes } from './operator-routes.ts';
export { registerPlannedPriceRoutes } from './planned-price-routes.ts';
export { setPrices } from './set-prices.ts';
export { createWholesaleTasks, WHOLESALE_SCHEDULE } from './tasks.ts';
