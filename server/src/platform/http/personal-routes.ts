import type { Database } from '../db/database.ts';
import { type Operation, operation } from './operation.ts';
import { type Asked, askedOf, declarerOf, type Schema } from './routes.ts';
import type { App, Request } from './typed-app.ts';
import {
  type PersonScope,
  type Visitors,
  type VisitScope,
  visitOf,
  visitScopeOf,
} from './visitors.ts';

type Change = `${'POST' | 'PUT' | 'DELETE'} /${string}`;

/** Routes of people about themselves: they have no account, no scope and no idempotency key. */
export type PersonalRoutes<Session> = {
  /** Declares `GET path` for people who have signed in. */
  read<Params extends Schema = undefined, Query extends Schema = undefined>(
    path: string,
    described: Operation<Params, Query, undefined>,
    verb: (scope: PersonScope<Session>, asked: Asked<Params, Query, undefined>) => unknown,
  ): void;
  /** Declares a changing route for people who have signed in. */
  write: DeclareChange<PersonScope<Session>>;
  /** Declares a route for visitors who have not signed in; pages of others cannot call it. */
  visit: DeclareChange<VisitScope>;
};

type DeclareChange<Scope> = <
  Params extends Schema = undefined,
  Query extends Schema = undefined,
  Body extends Schema = undefined,
>(
  route: Change,
  described: Operation<Params, Query, Body>,
  verb: (scope: Scope, asked: Asked<Params, Query, Body>) => unknown,
) => void;

export type PersonalParts<Session> = { db: Database; visitors: Visitors<Session> };

/** Returns what declares the personal routes of a slice. Their answers are never cached. */
export function personalRoutesOf<Session>(
  app: App,
  parts: PersonalParts<Session>,
): PersonalRoutes<Session> {
  const declare = declarerOf(app);
  const scopeOf = async (request: Request): Promise<PersonScope<Session>> => {
    const visit = visitOf(request);
    const session = await parts.visitors.readSession(visit);
    return { ...visitScopeOf(parts, visit, session), session };
  };
  const visitOnly = (request: Request): VisitScope => {
    const visit = visitOf(request);
    parts.visitors.refuseForeign(visit);
    return visitScopeOf(parts, visit);
  };

  function declareWith<Scope, Params extends Schema, Query extends Schema, Body extends Schema>(
    route: `${string} ${string}`,
    described: Operation<Params, Query, Body>,
    how: {
      session: boolean;
      scopeOf(request: Request): Scope | Promise<Scope>;
      verb(scope: Scope, asked: Asked<Params, Query, Body>): unknown;
    },
  ): void {
    const [method = '', url = ''] = route.split(' ');
    const status = described.status ?? (described.answer ? 200 : 204);
    declare({
      method,
      url,
      config: how.session ? { public: true, session: true } : { public: true },
      schema: operation(described),
      // Authenticates before a body is read.
      async onRequest(request, reply) {
        reply.header('Cache-Control', 'no-store');
        await how.scopeOf(request);
      },
      async handler(request, reply) {
        reply.code(status);
        const scope = await how.scopeOf(request);
        const answer = await how.verb(scope, askedOf(request, reply));
        return answer === undefined ? reply.send() : answer;
      },
    });
  }

  return {
    read: (path, described, verb) =>
      declareWith(`GET ${path}`, described, { session: true, scopeOf, verb }),
    write: (route, described, verb) =>
      declareWith(route, described, { session: true, scopeOf, verb }),
    visit: (route, described, verb) =>
      declareWith(route, described, { session: false, scopeOf: visitOnly, verb }),
  };
}
