import { Refusal } from '../../kernel/refusal.ts';
import type { App, Reply, Request } from './typed-app.ts';

type Pattern = { path: RegExp; methods: Set<string> };

/**
 * Refuses requests that no route takes, before their bodies are read: 405 with `Allow` if the path
 * exists for other methods, else 404. Must be called before the routes are declared.
 */
export function refuseUnknownRoutes(app: App): void {
  const patterns = new Map<string, Pattern>();
  app.addHook('onRoute', ({ url, method }) => {
    const pattern = patterns.get(url) ?? { path: toPattern(url), methods: new Set() };
    for (const name of [method].flat()) pattern.methods.add(name);
    patterns.set(url, pattern);
  });
  app.addHook('onRequest', (request, reply, done) => {
    done(request.is404 ? refusalOf(request, reply, patterns) : undefined);
  });
  // Never reached, because the hook has refused already; without it Fastify would parse the body.
  app.setNotFoundHandler(() => undefined);
}

function refusalOf(request: Request, reply: Reply, patterns: Map<string, Pattern>): Refusal {
  const path = request.url.split('?', 1)[0] ?? '/';
  const methods = new Set<string>();
  for (const pattern of patterns.values()) {
    if (!pattern.path.test(path)) continue;
    for (const method of pattern.methods) methods.add(method);
  }
  if (methods.size === 0 || methods.has(request.method)) return noSuchRoute();
  const allowed = [...methods].sort().join(', ');
  reply.header('Allow', allowed);
  return new Refusal('method_not_allowed', `This route allows ${allowed}.`);
}

/** Returns the refusal where no route is, and where one is not for this caller. */
export function noSuchRoute(): Refusal {
  return new Refusal('route_not_found', 'Route not found. /docs/api lists all routes.');
}

/** Returns the paths that a route matches: `/a/:id/b`. */
function toPattern(url: string): RegExp {
  const source = url
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/:\w+/g, '[^/]+')
    .replaceAll('*', '.*');
  return new RegExp(`^${source}/?$`);
}
