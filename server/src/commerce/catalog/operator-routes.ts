import { routesOf } from '../../platform/http/routes.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { declareCountrySetChanges, declareCountrySets } from './operator-country-set-routes.ts';
import { declarePlanChanges, declarePlanEdits, declarePlans } from './operator-plan-routes.ts';

/** Declares the operator's routes of country sets, data plans and their costs. */
export function registerCatalogueOperatorRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);
  declareCountrySets(routes);
  declareCountrySetChanges(routes);
  declarePlans(routes);
  declarePlanChanges(routes);
  declarePlanEdits(routes);
}
