import { type Guard, guardRoutes } from './authentication.ts';
import { type Metrics, measureRequests } from './metrics.ts';
import { logRequests } from './request-log.ts';
import { createServer, type ServerParts } from './server.ts';
import type { App } from './typed-app.ts';
import { refuseUnknownRoutes } from './unknown-routes.ts';

export type EdgeParts = ServerParts & Guard & { metrics: Metrics };

/** What every request passes before a route sees it. Routes are declared on what this gives. */
export function createEdge(parts: EdgeParts): App {
  const app = createServer(parts);
  logRequests(app);
  measureRequests(app, parts.metrics);
  refuseUnknownRoutes(app);
  guardRoutes(app, parts);
  return app;
}
