import { routesOf } from '../../platform/http/routes.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { declareApps } from './app-routes.ts';
import { declareChannels } from './channel-routes.ts';
import { declareKeys } from './key-routes.ts';
import type { SdkAppParts } from './parts.ts';

/** The apps of an account, their publishable keys, and the channels in which it sells. */
export function registerSdkAppRoutes(app: App, parts: SdkAppParts): void {
  const routes = routesOf(app, parts);
  declareApps(routes, parts);
  declareKeys(routes, parts);
  declareChannels(routes, parts);
}
