export { registerSupplierCatalogueRoutes } from './routes.ts';
export { createSupplierCatalogueTasks, SUPPLIER_CATALOGUE_SCHEDULE } from './tasks.ts';
