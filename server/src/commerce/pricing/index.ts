export { followWholesale } from './follow-wholesale.ts';
export { registerPricingRoutes } from './routes.ts';
export { resetPricingRules } from './rule-store.ts';
