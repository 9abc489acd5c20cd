import { randomBytes, timingSafeEqual } from 'node:crypto';
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
  app.decorate('agentMark', randomBytes(MARK_BYTES).toString('hex'));
  app.addHook('onRoute', (route) => {
    const { scope, public: isPublic } = route.config ?? {};
    if (isPublic) return;
    if (!scope) throw new Error(`${route.method} ${route.url} needs a scope, or to be public`);
    const admit = admission(guard, { app, route, scope });
    route.onRequest = [...[route.onRequest ?? []].flat(), admit];
  });
}

const MARK_BYTES = 32;
/** The header of the mark by which this process knows its own calls for the tools of agents. */
export const AGENT_HEADER = 'gigastore-agent-mark';

function isByAgent({ agentMark }: App, { [AGENT_HEADER]: mark }: IncomingHttpHeaders): boolean {
  if (typeof mark !== 'string' || mark.length !== agentMark.length) return false;
  const [given, own] = [Buffer.from(mark), Buffer.from(agentMark)];
  return given.length === own.length && timingSafeEqual(given, own);
}

const TOOL = /^[a-z][a-z0-9_]{0,63}$/;

/** Returns the tool that an agent names, for the audit log; anything else is ignored. */
function toolOf({ 'gigastore-tool': tool }: IncomingHttpHeaders): string | undefined {
  return typeof tool === 'string' && TOOL.test(tool) ? tool : undefined;
}

type Guarded = { app: App; route: RouteOptions; scope: NeededScope };

function admission(guard: Guard, { app, route, scope }: Guarded) {
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
    const isAgent = isByAgent(app, request.headers);
    const context = tool || isAgent ? { ...admitted, tool, isAgent } : admitted;
    // Also of a request that is refused now, for the logs.
    request.context = context;
    const limited = guard.limitRate(reply, context.accountId, kind);
    if (limited) await limited;
    guard.requireScope(context, scope);
    request.admitAgain = async () => guard.requireScope(await authenticate(), scope);
  };
}
