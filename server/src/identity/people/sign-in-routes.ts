import { Type } from 'typebox';
import { isUuid } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { operation } from '../../platform/http/operation.ts';
import { answer, oneOf, RequestId } from '../../platform/http/schemas.ts';
import type { App, Reply } from '../../platform/http/typed-app.ts';
import { notSignedIn } from './ask-auth.ts';
import type { People } from './people.ts';
import { selectPassword } from './person-store.ts';
import { recordOwnChange } from './record.ts';
import { SCOPES_OF_ROLE } from './roles.ts';
import {
  anIdentity,
  aSession,
  aSignIn,
  NewPassword,
  Password,
  PersonEmail,
  SessionEntry,
  SignedIn,
  WhoAmI,
} from './schemas.ts';
import { deleteSession, deleteSessions, selectSessions } from './session-store.ts';
import type { Session, Visit } from './sessions.ts';
import { changePassword } from './set-password.ts';
import { signIn } from './sign-in.ts';
import { visitOf } from './visit-of.ts';

const tag = 'Signing in';
const isPersonal = { public: true, session: true } as const;

/** Signing in and out, and the sessions of a person. */
export function registerSignInRoutes(app: App, { people }: { people: People }): void {
  signInRoute(app, people);
  signOutRoute(app, people);
  changePasswordRoute(app, people);
  whoAmIRoute(app, people);
  listSessionsRoute(app, people);
  endSessionRoute(app, people);
  endOthersRoute(app, people);
}

function signInRoute(app: App, people: People): void {
  app.post(
    '/auth/sign-in',
    {
      config: { public: true },
      schema: operation({
        id: 'signIn',
        tag,
        summary: 'Sign in with a password',
        description:
          'Sets the session cookie, or answers `second_factor_required`: then ' +
          '`POST /auth/two-factor/verify` comes next. After ten wrong passwords within 15 ' +
          'minutes an address is locked for 15 minutes, whether there is an account or not.',
        body: Type.Object({ email: PersonEmail, password: Password }),
        answer: SignedIn,
        example: aSignIn,
        refusals: ['forbidden', 'rate_limited', 'sign_in_failed', 'email_not_verified'],
      }),
    },
    async (request, reply) => {
      const visit = visitOf(request);
      people.origin.refuseForeign(visit);
      const { answer: status, cookies } = await signIn(people, visit, request.body);
      setCookies(reply, cookies);
      return { status };
    },
  );
}

/** What an answer sets is for this visitor alone. */
export function setCookies(reply: Reply, cookies: string[]): void {
  reply.header('Cache-Control', 'no-store').header('Set-Cookie', cookies);
}

function signOutRoute(app: App, people: People): void {
  app.post(
    '/auth/sign-out',
    {
      config: isPersonal,
      schema: operation({ id: 'signOut', tag, summary: 'Sign out', status: 204 }),
    },
    async (request, reply) => {
      const { personId, sessionId } = await people.sessions.read(visitOf(request));
      await deleteSession(people.db, { personId, id: sessionId });
      people.sessions.forgetPerson(personId);
      setCookies(reply.code(204), [people.cookies.clear()]);
      return reply.send();
    },
  );
}

function changePasswordRoute(app: App, people: People): void {
  app.post(
    '/auth/change-password',
    {
      config: isPersonal,
      schema: operation({
        id: 'changePassword',
        tag,
        summary: 'Change your password',
        description: 'Ends all your other sessions.',
        body: Type.Object({ currentPassword: Password, newPassword: NewPassword }),
        answer: answer('PasswordChanged', { status: oneOf(['password_set']) }),
        example: { status: 'password_set' },
        refusals: ['rate_limited', 'sign_in_failed'],
      }),
    },
    async (request) => {
      const visit = visitOf(request);
      const session = await people.sessions.read(visit);
      await provePassword(people, { session, visit }, request.body.currentPassword);
      const { personId, sessionId: keptSessionId } = session;
      const hash = await people.passwords.hash(request.body.newPassword);
      const around = { now: people.now(), publicUrl: people.publicUrl, visit };
      await people.db.transaction((tx) =>
        changePassword(tx, { personId, hash, keptSessionId }, around),
      );
      people.sessions.forgetPerson(personId);
      return { status: 'password_set' };
    },
  );
}

/** Guesses count as those of signing in do. Refuses `rate_limited`, `sign_in_failed`. */
export async function provePassword(
  people: People,
  { session, visit }: { session: Session; visit: Visit },
  password: string,
): Promise<void> {
  const who = { email: session.email, remoteAddress: visit.remoteAddress };
  await people.attempts.beginGuess(who);
  const hash = await selectPassword(people.db, session.personId);
  if (!hash || !(await people.passwords.matches(password, hash)))
    throw notSignedIn('The password is wrong.');
  await people.attempts.endGuess(who);
}

function whoAmIRoute(app: App, people: People): void {
  app.get(
    '/auth/session',
    {
      config: isPersonal,
      schema: operation({
        id: 'readSession',
        tag,
        summary: 'Read who you are, and what you may do',
        answer: WhoAmI,
        example: anIdentity,
      }),
    },
    async (request, reply) => {
      reply.header('Cache-Control', 'no-store');
      return showIdentity(await people.sessions.read(visitOf(request)));
    },
  );
}

function showIdentity(session: Session) {
  const { organizationId, organizationName, isPlatform, role, liveId, sandboxId } = session;
  const { personId, name, email, locale, hasSecondFactor, sessionId, expiresAt } = session;
  return {
    person: { id: personId, name, email, locale, twoFactorEnabled: hasSecondFactor },
    organization: organizationId && { id: organizationId, name: organizationName, isPlatform },
    role,
    scopes: role ? SCOPES_OF_ROLE[role] : [],
    accounts: organizationId && { live: liveId, sandbox: sandboxId },
    session: { id: sessionId, expiresAt },
  };
}

function listSessionsRoute(app: App, people: People): void {
  app.get(
    '/auth/sessions',
    {
      config: isPersonal,
      schema: operation({
        id: 'listSessions',
        tag,
        summary: 'List your sessions',
        answer: answer('Sessions', { items: Type.Array(SessionEntry) }),
        example: { items: [aSession] },
      }),
    },
    async (request) => {
      const { personId, sessionId } = await people.sessions.read(visitOf(request));
      const sessions = await selectSessions(people.db, personId);
      return { items: sessions.map((each) => ({ ...each, isCurrent: each.id === sessionId })) };
    },
  );
}

function endSessionRoute(app: App, people: People): void {
  app.delete(
    '/auth/sessions/:id',
    {
      config: isPersonal,
      schema: operation({
        id: 'endSession',
        tag,
        summary: 'End one of your sessions',
        params: Type.Object({ id: RequestId }),
        status: 204,
        refusals: ['session_not_found'],
      }),
    },
    async (request, reply) => {
      const visit = visitOf(request);
      const { personId } = await people.sessions.read(visit);
      const { id } = request.params;
      await people.db.transaction(async (tx) => {
        if (!isUuid(id) || !(await deleteSession(tx, { personId, id }))) {
          throw new Refusal('session_not_found', 'You have no such session.');
        }
        await recordOwnChange(tx, { personId, visit }, { action: 'session.ended', target: id });
      });
      people.sessions.forgetPerson(personId);
      return reply.code(204).send();
    },
  );
}

function endOthersRoute(app: App, people: People): void {
  app.post(
    '/auth/sessions/end-others',
    {
      config: isPersonal,
      schema: operation({
        id: 'endOtherSessions',
        tag,
        summary: 'End all your sessions but this one',
        status: 204,
      }),
    },
    async (request, reply) => {
      const visit = visitOf(request);
      const { personId, sessionId } = await people.sessions.read(visit);
      await people.db.transaction(async (tx) => {
        await deleteSessions(tx, personId, sessionId);
        await recordOwnChange(tx, { personId, visit }, { action: 'session.others_ended' });
      });
      people.sessions.forgetPerson(personId);
      return reply.code(204).send();
    },
  );
}
