import type { IncomingHttpHeaders } from 'node:http';
import type { RouteOptions } from 'fastify';
import type { Context } from '../../kernel/context.ts';
import type { ApiScope } from '../../kernel/scopes.ts';
import { PRIVATE_HEADERS } from './headers.ts';
import type { RateLimiter } from './rate-limit.ts';
import type { App, Reply, Request } from './typed-app.ts';

/** The parts of a request that identify the caller. */
type Credentials = {
  authorization: string | undefined;
  /** For callers with a browser's session instead of a token. */
  headers: IncomingHttpHeaders;
  method: string;
  remoteAddress: string;
  requestId: string;
};

/** A scope, or several, of which any one is enough. */
type NeededScope = ApiScope | readonly ApiScope[];

/** The part of the accounts slice that this needs. */
export type Guard = {
  /** Returns the context of a token or a session. Throws one of the 401 codes, or `forbidden`. */
  authenticate(credentials: Credentials): Promise<Context>;
  /** Throws `insufficient_scope`. */
  requireScope(context: Context, needed: NeededScope): void;
  limitRate: RateLimiter;
};

/**
 * Makes every route that is declared later private unless it is `public`. A private route gets its
 * context from the token or the session, refuses callers without its scope, counts against the
 * account's rate limit and is not cached. Throws if a route has neither a scope nor `public`.
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

const TOOL = /^[a-z][a-z0-9_]{0,63}$/;

/** Returns the tool that an agent names, for the audit log; anything else is ignored. */
function toolOf({ 'gigastore-tool': tool }: IncomingHttpHeaders): string | undefined {
  return typeof tool === 'string' && TOOL.test(tool) ? tool : undefined;
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
    reply.headers(PRIVATE_HEADERS);
    const admitted = await authenticate();
    const tool = toolOf(request.headers);
    const context = tool === undefined ? admitted : { ...admitted, tool };
    // Also of a request that is refused now, for the logs.
    request.context = context;
    guard.limitRate(reply, context.accountId, kind);
    guard.requireScope(context, scope);
    request.admitAgain = async () => guard.requireScope(await authenticate(), scope);
  };
}
