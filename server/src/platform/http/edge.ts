import { type Guard, guardRoutes } from './authentication.ts';
import { compressAnswers } from './compression.ts';
import { type Metrics, measureRequests } from './metrics.ts';
import { type AnsweredRequest, observeRequests } from './observed-requests.ts';
import { logRequests } from './request-log.ts';
import { createServer, type ServerParts } from './server.ts';
import type { App } from './typed-app.ts';
import { refuseUnknownQueries } from './unknown-query.ts';
import { refuseUnknownRoutes } from './unknown-routes.ts';

export type EdgeParts = ServerParts &
  Guard & {
    metrics: Metrics;
    /** Called after the response of every private route. */
    observeRequest?: (answered: AnsweredRequest) => void;
    /** The paths of lists that ignore unknown query parameters. */
    lenientQueries?: ReadonlySet<string>;
    /** Adds hooks that come before anything is said about the route. */
    addFirstHooks?: (app: App) => void;
  };

/** Returns the application that every request passes through before it reaches a route. */
export function createEdge(parts: EdgeParts): App {
  const app = createServer(parts);
  compressAnswers(app);
  logRequests(app);
  if (parts.observeRequest) observeRequests(app, parts.observeRequest);
  measureRequests(app, parts.metrics);
  parts.addFirstHooks?.(app);
  refuseUnknownRoutes(app);
  guardRoutes(app, parts);
  refuseUnknownQueries(app, parts.lenientQueries ?? new Set());
  return app;
}
