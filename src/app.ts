import { requireScope } from './accounts/index.ts';
import { createEdge } from './http/edge.ts';
import { registerHealthRoutes } from './http/health.ts';
import { registerMetricsRoute } from './http/metrics.ts';
import { rateLimiter } from './http/rate-limit.ts';
import type { App } from './http/typed-app.ts';
import type { Parts } from './parts.ts';

/** The HTTP application: what every request passes, then the routes, then their documentation. */
export async function buildApp(parts: Parts): Promise<App> {
  const { config, log, metrics, authenticate } = parts;
  const app = createEdge({
    log,
    metrics,
    errorsUrl: `${config.publicUrl}/docs/errors`,
    trustedProxies: config.trustedProxies,
    authenticate,
    requireScope,
    limitRate: rateLimiter(config.isRateLimited),
  });

  registerHealthRoutes(app, parts.readiness);
  registerMetricsRoute(app, metrics);
  return app;
}
