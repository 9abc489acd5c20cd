import { Type } from 'typebox';
import { type PersonalRoutes, personalRoutesOf } from '../../platform/http/personal-routes.ts';
import { answer, RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { SCOPES_OF_ROLE } from '../people/index.ts';
import type { People } from './people.ts';
import { revokeOtherSessions, revokeSession, signOut } from './revoke-sessions.ts';
import { anIdentity, aSession, SessionEntry, WhoAmI } from './schemas.ts';
import type { Session } from './session-cache.ts';
import { selectSessions } from './session-store.ts';
import { needsSecondFactor } from './sessions.ts';
import { VIEW_SCOPES } from './views.ts';

const tag = 'Signing in';

/** Signing out, and the sessions of a person. */
export function registerSessionRoutes(app: App, { people }: { people: People }): void {
  const routes = personalRoutesOf(app, people);
  declareOwn(routes, people);
  declareOthers(routes, people);
}

function declareOwn(routes: PersonalRoutes<Session>, people: People): void {
  routes.write(
    'POST /auth/sign-out',
    {
      id: 'signOut',
      tag,
      summary: 'Sign out',
      description: 'Ends the session of this cookie at once.',
      status: 204,
    },
    async ({ session, commit }, { reply }) => {
      await commit((scope) => signOut({ ...scope, session }));
      people.sessions.invalidatePerson(session.personId);
      reply.header('Set-Cookie', people.cookies.clear());
    },
  );

  routes.read(
    '/auth/session',
    {
      id: 'getSession',
      tag,
      summary: 'Retrieve your session',
      description: 'Returns who you are, your organization and its accounts, and your scopes.',
      answer: WhoAmI,
      example: anIdentity,
    },
    ({ session }) => showIdentity(session, people),
  );
}

function declareOthers(routes: PersonalRoutes<Session>, people: People): void {
  routes.read(
    '/auth/sessions',
    {
      id: 'listSessions',
      tag,
      summary: 'List your sessions',
      description: 'Returns the sessions of the person who is signed in.',
      answer: answer('Sessions', {
        items: Type.Array(SessionEntry, { description: 'The sessions of the person.' }),
      }),
      example: { items: [aSession] },
    },
    async ({ db, session: { personId, sessionId } }) => {
      const sessions = await selectSessions(db, personId);
      return { items: sessions.map((each) => ({ ...each, isCurrent: each.id === sessionId })) };
    },
  );

  routes.write(
    'DELETE /auth/sessions/:id',
    {
      id: 'revokeSession',
      tag,
      summary: 'Revoke a session',
      description: 'Signs the session out at once.',
      params: Type.Object({ id: RequestId }),
      status: 204,
      refusals: ['session_not_found'],
    },
    async ({ session, commit }, { params }) => {
      await commit((scope) => revokeSession({ ...scope, session }, params));
      people.sessions.invalidatePerson(session.personId);
    },
  );

  routes.write(
    'POST /auth/sessions/end-others',
    {
      id: 'revokeOtherSessions',
      tag,
      summary: 'Revoke all your other sessions',
      description: 'Signs out every session of yours except this one.',
      status: 204,
    },
    async ({ session, commit }) => {
      await commit((scope) => revokeOtherSessions({ ...scope, session }));
      people.sessions.invalidatePerson(session.personId);
    },
  );
}

function showIdentity(session: Session, { mode }: Pick<People, 'mode'>) {
  const { organizationId: id, organizationName, isPlatform, timeZone } = session;
  const { role, liveId, sandboxId } = session;
  const { personId, name, email, locale, hasSecondFactor, sessionId, expiresAt } = session;
  const secondFactorNeeded = needsSecondFactor(session, mode) && !session.isStrong;
  return {
    person: { id: personId, name, email, locale, twoFactorEnabled: hasSecondFactor },
    organization: id && { id, name: organizationName, timeZone, isPlatform },
    role,
    scopes: scopesOf(session),
    accounts: id && {
      live: liveId,
      sandbox: sandboxId,
      liveSuspendedAt: session.liveSuspendedAt,
      sandboxSuspendedAt: session.sandboxSuspendedAt,
    },
    session: { id: sessionId, expiresAt, secondFactorNeeded },
    view: session.view ?? null,
  };
}

function scopesOf({ role, view }: Session) {
  if (view) return VIEW_SCOPES;
  return role ? SCOPES_OF_ROLE[role] : [];
}
