export { keepToTravellers } from './reseller-hosts.ts';
export { registerPageRoutes } from './routes.ts';
