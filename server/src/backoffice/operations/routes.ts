import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { registerAccessRoutes } from './access-routes.ts';
import { registerFindingRoutes } from './finding-routes.ts';
import { registerTroubledWebhookRoutes } from './webhook-routes.ts';
import { registerTroubledWorkRoutes } from './work-routes.ts';

/** The routes by which operators see what fails, and try it again. */
export function registerOperationsRoutes(app: App, parts: WriteParts): void {
  registerFindingRoutes(app, parts);
  registerTroubledWebhookRoutes(app, parts);
  registerTroubledWorkRoutes(app, parts);
  registerAccessRoutes(app, parts);
}
