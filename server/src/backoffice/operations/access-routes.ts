import { Type } from 'typebox';
import { parseTimeRange } from '../../kernel/time-range.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { answer, DateOrTime, described, Id, oneOf } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { placeByTime } from './place.ts';
import {
  anAccountId,
  anId,
  at,
  maybe,
  OrganizationFilter,
  TAG as tag,
  text,
  When,
} from './schemas.ts';
import { REFUSED_ACTIONS, SIGN_IN_ACTIONS, showRefusedCall, showSignIn } from './watched-entry.ts';
import { selectWatched, type WatchedEntry } from './watched-entry-store.ts';

const OUTCOMES = ['signed_in', 'failed'] as const;
const place = {
  id: described(Id, 'The ID of the entry.'),
  at: When('When it happened (real time).'),
  organizationId: described(Id, 'The ID of the organization.'),
  organizationName: text('The name of the organization.'),
  accountId: maybe(Id, 'The account; `null` for a person who signed in.'),
  remoteAddress: maybe(Type.String(), 'The IP address; `null` once it was erased.'),
  requestId: Type.String({ description: 'The ID of the request.', examples: ['req-1001'] }),
};
const Who = answer('WhoCalled', {
  kind: oneOf(['api_key', 'person', 'platform'], { description: 'What it is.' }),
  id: maybe(
    Type.String({ examples: [anId] }),
    'The ID of the person, or the client ID of the API key.',
  ),
  name: maybe(Type.String(), 'The name.'),
});
const count = Type.Integer({ description: 'How many calls of this kind the entry stands for.' });
const filters = {
  who: Type.Optional(
    Type.String({
      description: 'Only of this person or API key, by its ID.',
      maxLength: 255,
      examples: [anId],
    }),
  ),
  ip: Type.Optional(
    Type.String({
      description: 'Only from this IP address.',
      maxLength: 64,
      examples: ['203.0.113.7'],
    }),
  ),
  code: Type.Optional(
    Type.String({
      description: 'Only with this error code or reason.',
      maxLength: 64,
      examples: ['insufficient_scope'],
    }),
  ),
  organization_id: OrganizationFilter,
  from: Type.Optional(DateOrTime),
  to: Type.Optional(DateOrTime),
};
const someplace = {
  ...{ id: anId, at, organizationId: anAccountId, organizationName: 'Acme Travel' },
  ...{ accountId: null, remoteAddress: '203.0.113.7', requestId: 'req-1001' },
};
const keysetOf = ({ at: time, id }: WatchedEntry) => [time.toISOString(), id];

/** Sign-ins and refused calls of all companies. */
export function registerAccessRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);
  declareSignIns(routes);
  declareRefusedCalls(routes);
}

function declareSignIns(routes: Routes): void {
  routes.list(
    '/operator/sign-ins',
    {
      id: 'listSignIns',
      scope: 'assist',
      tag,
      summary: 'List sign-ins',
      description:
        'Returns the sign-ins of people, and their failed attempts and those of API keys, of all ' +
        'organizations, the newest first. Failures with an unknown email address are not kept.',
      title: 'SignIns',
      filters: Type.Object({
        outcome: Type.Optional(
          oneOf(OUTCOMES, { description: 'Only sign-ins that succeeded, or that failed.' }),
        ),
        ...filters,
      }),
      item: answer('SignIn', {
        ...place,
        outcome: oneOf(OUTCOMES, { description: 'Whether the sign-in succeeded.' }),
        method: text('How the caller signed in, such as `password`, `passkey` or `api_key`.'),
        who: described(Who, 'The person or API key that signed in.'),
        code: maybe(
          Type.String({ examples: ['wrong_secret'] }),
          'Why a login with an API key failed.',
        ),
        isLocked: Type.Boolean({ description: 'Whether the failure locked the sign-in.' }),
        count,
      }),
      exampleItem: {
        ...someplace,
        ...{ outcome: 'signed_in', method: 'password', code: null, isLocked: false, count: 1 },
        who: { kind: 'person', id: anId, name: 'Ada Lovelace' },
      },
      keysetOf,
      show: showSignIn,
    },
    ({ db }, { filters: { outcome, from, to, organization_id, ...named }, after, limit }) => {
      const actions = outcome
        ? SIGN_IN_ACTIONS[outcome]
        : [...SIGN_IN_ACTIONS.signed_in, ...SIGN_IN_ACTIONS.failed];
      const range = parseTimeRange(from, to);
      const filter = { ...named, actions, range, organizationId: organization_id };
      return selectWatched(db, { filter, behind: placeByTime(after), limit });
    },
  );
}

function declareRefusedCalls(routes: Routes): void {
  routes.list(
    '/operator/refused-calls',
    {
      id: 'listRefusedCalls',
      scope: 'assist',
      tag,
      summary: 'List refused calls',
      description:
        'Returns the calls of all organizations that were refused because of who called, the ' +
        'newest first. Calls of one kind within a minute, later within an hour, share an entry.',
      title: 'RefusedCalls',
      filters: Type.Object(filters),
      item: answer('RefusedCall', {
        ...place,
        who: described(Who, 'The person or API key that called.'),
        operation: maybe(Type.String(), 'The operation ID, or the route.'),
        code: maybe(Type.String({ examples: ['insufficient_scope'] }), 'The error code.'),
        count,
      }),
      exampleItem: {
        ...{ ...someplace, accountId: anAccountId, operation: 'adjustCredits' },
        ...{ code: 'insufficient_scope', count: 3 },
        who: { kind: 'api_key', id: anId, name: 'Till' },
      },
      keysetOf,
      show: showRefusedCall,
    },
    ({ db }, { filters: { from, to, organization_id, ...named }, after, limit }) => {
      const range = parseTimeRange(from, to);
      const actions = REFUSED_ACTIONS;
      const filter = { ...named, actions, range, organizationId: organization_id };
      return selectWatched(db, { filter, behind: placeByTime(after), limit });
    },
  );
}
