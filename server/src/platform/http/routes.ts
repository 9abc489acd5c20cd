import type { RouteOptions } from 'fastify';
import type { Static, TProperties, TSchema } from 'typebox';
import type { ApiScope } from '../../kernel/scopes.ts';
import type { Scope } from '../db/scope.ts';
import {
  answerList,
  type ListRoute,
  type ListScope,
  type ListVerb,
  listOperation,
} from './list-route.ts';
import { type Operation, operation } from './operation.ts';
import type { App, Reply, Request } from './typed-app.ts';
import { type IdempotencyKeys, type WriteParts, write } from './write.ts';

export type Schema = TSchema | undefined;
type Sent<S> = S extends TSchema ? Static<S> : undefined;

/** A request as its handler sees it: checked, coerced, and typed by the operation's schemas. */
export type Asked<Params, Query, Body> = {
  params: Sent<Params>;
  query: Sent<Query>;
  body: Sent<Body>;
  /** For handlers that need HTTP: a header, or the accepted media type. */
  request: Request;
  reply: Reply;
};

/** An operation, and who may call it. */
type Route<Params, Query, Body> = Operation<Params, Query, Body> & {
  /** What the caller must be allowed; of several, any one is enough. */
  scope: ApiScope | readonly ApiScope[];
  /** The one spelling of this route for idempotency keys, when it has several. */
  idempotencyRoute?: string;
  /** The largest body, if it is not the usual one. */
  maxBodyBytes?: number;
};

/** An operation that needs no token. */
type OpenRoute<Params, Query, Body> = Operation<Params, Query, Body> & {
  /** Takes any body of any type and reads none of it. */
  ignoresBody?: true;
  /** What an app sends in place of a token, which the route itself reads. */
  caller?: 'sdkKey' | 'sdkSession';
};

export type Routes = {
  /**
   * Declares `GET path`. What the verb returns is sent as JSON, unless the verb has answered by
   * `reply` itself.
   */
  read<Params extends Schema = undefined, Query extends Schema = undefined>(
    path: string,
    route: Route<Params, Query, undefined>,
    verb: (scope: ListScope, asked: Asked<Params, Query, undefined>) => unknown,
  ): void;
  /**
   * Declares `GET path` for a list: cursor paging, filters, and CSV where the route has columns.
   * The verb returns up to `limit` items after a place.
   */
  list<Filters extends TProperties, Item>(
    path: string,
    route: ListRoute<Filters, Item>,
    verb: ListVerb<Filters, Item>,
  ): void;
  /** Declares a route that needs no token and changes nothing that belongs to an account. */
  open<
    Params extends Schema = undefined,
    Query extends Schema = undefined,
    Body extends Schema = undefined,
  >(
    route: `${'GET' | 'POST'} /${string}`,
    described: OpenRoute<Params, Query, Body>,
    verb: (asked: Asked<Params, Query, Body>) => unknown,
  ): void;
  /**
   * Declares a route that changes something, `'POST /path'`. The verb runs in one transaction, in
   * which the idempotency key, the audit entry and the answer are kept too; what it returns is
   * sent as JSON with the operation's status. `keys` keeps the answer otherwise than the rest:
   * sealed, when it carries a secret.
   */
  write<
    Params extends Schema = undefined,
    Query extends Schema = undefined,
    Body extends Schema = undefined,
    Found = undefined,
  >(
    route: `${'POST' | 'PUT' | 'DELETE'} /${string}`,
    described: Route<Params, Query, Body> & {
      keys?: IdempotencyKeys;
      /** Asks elsewhere before the transaction, which then waits for nobody; never refuses. */
      beforehand?: (scope: ListScope, asked: Asked<Params, Query, Body>) => Promise<Found>;
      /** Called when the transaction is over, however it ended: for what is cached. */
      afterwards?: (asked: Asked<Params, Query, Body>) => void;
    },
    verb: (scope: Scope, asked: Asked<Params, Query, Body> & { found: Found }) => unknown,
  ): void;
  /**
   * Declares a `POST` whose verb opens its own transactions, if it needs any: a sale, a search with
   * a body, a call to another server. The verb answers by `reply` or returns the answer.
   */
  call<
    Params extends Schema = undefined,
    Query extends Schema = undefined,
    Body extends Schema = undefined,
  >(
    route: `POST /${string}`,
    described: Route<Params, Query, Body>,
    verb: (scope: ListScope, asked: Asked<Params, Query, Body>) => unknown,
  ): void;
};

/** Returns the functions that declare the routes of a slice. */
export function routesOf(app: App, parts: WriteParts): Routes {
  const declare = declarerOf(app);
  return {
    read(url, { scope, idempotencyRoute, ...described }, verb) {
      declare({
        method: 'GET',
        url,
        config: { scope, idempotencyRoute },
        schema: operation(described),
        handler: (request, reply) =>
          verb({ ...request.context, db: parts.db }, askedOf(request, reply)),
      });
    },
    list(url, route, verb) {
      declare({
        method: 'GET',
        url,
        config: { scope: route.scope },
        schema: listOperation(route),
        handler: (request, reply) => {
          const scope = { ...request.context, db: parts.db };
          return answerList({ route, verb, scope, request, reply });
        },
      });
    },
    open: openerOf(declare),
    call(route, { scope, idempotencyRoute, maxBodyBytes, ...described }, verb) {
      const [method = '', url = ''] = route.split(' ');
      declare({
        method,
        url,
        config: { scope, idempotencyRoute },
        ...(maxBodyBytes !== undefined && { bodyLimit: maxBodyBytes }),
        schema: operation(described),
        handler: (request, reply) =>
          verb({ ...request.context, db: parts.db }, askedOf(request, reply)),
      });
    },
    write(route, { keys, beforehand, afterwards, ...given }, verb) {
      const { scope, idempotencyRoute, maxBodyBytes, ...described } = given;
      const [method = '', url = ''] = route.split(' ');
      const keeping = keys ? { ...parts, idempotency: keys } : parts;
      const status = described.status ?? (described.answer ? 200 : 204);
      declare({
        method,
        url,
        ...(maxBodyBytes !== undefined && { bodyLimit: maxBodyBytes }),
        config: { scope, idempotencyRoute },
        schema: operation(described),
        async handler(request, reply) {
          const asked = askedOf(request, reply) as Parameters<typeof verb>[1];
          const found = await beforehand?.({ ...request.context, db: parts.db }, asked);
          const all = { ...asked, found } as typeof asked;
          try {
            return await write(keeping, reply.code(status), async (place) => verb(place, all));
          } finally {
            afterwards?.(asked);
          }
        },
      });
    },
  };
}

function openerOf(declare: (route: Declaration) => void): Routes['open'] {
  return (route, { ignoresBody, caller, ...described }, verb) => {
    const [method = '', url = ''] = route.split(' ');
    declare({
      method,
      url,
      config: { public: true, ...(ignoresBody && { ignoresBody }), ...(caller && { caller }) },
      schema: operation(described),
      handler: (request, reply) => verb(askedOf(request, reply)),
    });
  };
}

type Declaration = Pick<RouteOptions, 'url' | 'config' | 'schema' | 'bodyLimit'> & {
  method: string;
  /** Refuses a request before its body is read. */
  onRequest?(request: Request, reply: Reply): Promise<void>;
  handler(request: Request, reply: Reply): unknown;
};

/** Fastify derives a reply's type from the schema; here the operation is generic, so it cannot. */
export function declarerOf(app: App): (route: Declaration) => void {
  return (route) => app.route(route as Parameters<App['route']>[0]);
}

/** Returns the parts of a request with the types of the schemas that have checked it. */
export function askedOf<Params, Query, Body>(
  request: Request,
  reply: Reply,
): Asked<Params, Query, Body> {
  const { params, query, body } = request;
  return { params, query, body, request, reply } as Asked<Params, Query, Body>;
}
