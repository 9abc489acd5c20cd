import type { IncomingHttpHeaders } from 'node:http';
import type { RouteOptions } from 'fastify';
import type { Context } from '../../kernel/context.ts';
import type { ApiScope } from '../../kernel/scopes.ts';
import type { RateLimiter } from './rate-limit.ts';
import type { App, Reply, Request } from './typed-app.ts';

/** What a request brings to say who asks. */
export type Credentials = {
  authorization: string | undefined;
  /** For who comes with a browser's session in place of a token. */
  headers: IncomingHttpHeaders;
  method: string;
  remoteAddress: string;
  requestId: string;
};

/** A scope, or several of which any one is enough. */
type NeededScope = ApiScope | readonly ApiScope[];

/** What this needs of the accounts slice. */
export type Guard = {
  /** The context of a token or a session; refuses with one of the 401 codes, or `forbidden`. */
  authenticate(credentials: Credentials): Promise<Context>;
  /** Refuses `insufficient_scope`. */
  requireScope(context: Context, needed: NeededScope): void;
  limitRate: RateLimiter;
};

/**
 * Makes every route declared after it private unless it says `public`: a private one gets its
 * context from the token, refuses a key without its scope, and counts against the account's rate.
 * A route that says neither scope nor public stops the start.
 */
export function guardRoutes(app: App, guard: Guard): void {
  app.decorateRequest('context');
  app.decorateRequest('admitAgain');
  app.addHook('onRoute', (route) => {
    const { scope, public: isPublic } = route.config ?? {};
    if (isPublic) return;
    if (!scope) throw new Error(`${route.method} ${route.url} needs a scope, or to be public`);
    route.onRequest = [...[route.onRequest ?? []].flat(), admission(guard, route, scope)];
  });
}

function admission(guard: Guard, route: RouteOptions, scope: NeededScope) {
  const isRead = route.method === 'GET' || route.method === 'HEAD' || scope === 'read';
  const kind = isRead ? 'read' : 'write';
  return async (request: Request, reply: Reply): Promise<void> => {
    const authenticate = () =>
      guard.authenticate({
        authorization: request.headers.authorization,
        headers: request.headers,
        method: request.method,
        remoteAddress: request.ip,
        requestId: request.id,
      });
    const context = await authenticate();
    guard.limitRate(reply, context.accountId, kind);
    guard.requireScope(context, scope);
    request.context = context;
    request.admitAgain = async () => guard.requireScope(await authenticate(), scope);
  };
}
