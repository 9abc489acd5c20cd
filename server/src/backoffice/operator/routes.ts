import type { App } from '../../platform/http/typed-app.ts';
import { registerAccountRulesRoutes } from './account-routes.ts';
import { registerAdjustmentRoutes } from './adjustment-routes.ts';
import { registerHouseRoutes } from './house-routes.ts';
import { registerOrganizationRoutes } from './organization-routes.ts';
import type { OperatorParts } from './parts.ts';
import { registerDeskRoutes } from './ticket-routes.ts';
import { registerTransferRoutes } from './transfer-routes.ts';

/** The platform's own side, for its people alone. */
export function registerOperatorRoutes(app: App, parts: OperatorParts): void {
  registerOrganizationRoutes(app, parts);
  registerAccountRulesRoutes(app, parts);
  registerAdjustmentRoutes(app, parts);
  registerTransferRoutes(app, parts);
  registerDeskRoutes(app, parts);
  registerHouseRoutes(app, parts);
}
