export { registerFormatRoutes as registerUsageFileRoutes } from './format-routes.ts';
