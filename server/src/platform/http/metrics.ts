import { createHash, timingSafeEqual } from 'node:crypto';
import type { RouteOptions } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { App, Reply, Request } from './typed-app.ts';
import { noSuchRoute } from './unknown-routes.ts';

/** From a warm read of 1 ms to the slowest call that is still worth an answer. */
const LATENCY_BUCKETS_SECONDS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10,
];

/** Where every part of the process keeps its numbers; `/metrics` prints them. */
export type Metrics = { registry: Registry };

/**
 * Returns a registry; with the numbers of the process (memory, event loop, garbage) when it serves.
 */
export function createMetrics({ ofProcess = false } = {}): Metrics {
  const registry = new Registry();
  if (ofProcess) collectDefaultMetrics({ register: registry });
  return { registry };
}

/** Counts and times the requests of every route declared after it; serves `/metrics`. */
export function measureRequests(app: App, { registry }: Metrics): void {
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Requests by route pattern, and how long they took.',
    labelNames: ['method', 'route', 'status'],
    buckets: LATENCY_BUCKETS_SECONDS,
    registers: [registry],
  });
  const unmatched = observer(seconds, 'any', 'unmatched');
  app.addHook('onRoute', (route) => {
    const observe = observer(seconds, [route.method].flat().join(), route.url);
    route.onResponse = [...[route.onResponse ?? []].flat(), observe] as RouteOptions['onResponse'];
  });
  app.addHook('onResponse', (request, reply, done) => {
    if (request.is404) unmatched(request, reply, done);
    else done();
  });
}

/** Caches the labelled child for each status, so that a request costs one map look-up. */
function observer(seconds: Histogram, method: string, route: string) {
  const children = new Map<number, { observe(value: number): void }>();
  return (_request: Request, reply: Reply, done: () => void): void => {
    const { statusCode } = reply;
    let child = children.get(statusCode);
    if (!child) {
      child = seconds.labels(method, route, String(statusCode));
      children.set(statusCode, child);
    }
    child.observe(reply.elapsedTime / 1000);
    done();
  };
}

/**
 * Serves `/metrics` in Prometheus' text format to callers with the bearer token, or to everyone if
 * none is set. The metrics reveal carriers, their stock and sales.
 */
export function registerMetricsRoute(
  app: App,
  { registry }: Metrics,
  token: string | undefined,
): void {
  app.get(
    '/metrics',
    { config: { public: true }, schema: { hide: true } },
    async (request, reply) => {
      if (token !== undefined && !isBearer(request.headers.authorization, token)) {
        throw noSuchRoute();
      }
      return reply.type(registry.contentType).send(await registry.metrics());
    },
  );
}

/** The tokens are hashed, so that the comparison takes the same time for every input. */
function isBearer(authorization: string | undefined, token: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(authorization ?? ''), hash(`Bearer ${token}`));
}
