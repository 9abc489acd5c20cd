import { Type } from 'typebox';
import { operation } from '../../platform/http/operation.ts';
import { answer, oneOf } from '../../platform/http/schemas.ts';
import type { App, Request } from '../../platform/http/typed-app.ts';
import { withConstantDuration } from './constant-duration.ts';
import { readLink } from './links.ts';
import type { People } from './people.ts';
import { normalEmail } from './person.ts';
import {
  CompanyName,
  LinkToken,
  LocaleInput,
  MailSent,
  NewPassword,
  Password,
  PersonEmail,
  PersonName,
} from './schemas.ts';
import { requestPasswordReset, resetPassword } from './set-password.ts';
import { checkSignUp, signUp } from './sign-up.ts';
import { checkVerification, resendVerification, verifyEmail } from './verify-email.ts';
import { visitOf } from './visit-of.ts';

const tag = 'Signing in';
const sent = { status: 'mail_sent' as const };
const isPublic = { public: true } as const;

/** What needs a mailbox: signing up, proving an address, a forgotten password. */
export function registerSignUpRoutes(app: App, { people }: { people: People }): void {
  signUpRoute(app, people);
  verifyRoute(app, people);
  resendRoute(app, people);
  forgotRoute(app, people);
  resetRoute(app, people);
}

function signUpRoute(app: App, people: People): void {
  app.post(
    '/auth/sign-up',
    {
      config: isPublic,
      schema: operation({
        id: 'signUp',
        tag,
        summary: 'Sign a company up',
        description:
          'Makes the company with its live and its sandbox account, and the person as its owner, ' +
          'and mails a link that proves the address; until then nobody can sign in. The answer ' +
          'is the same when there is an account with this address already, whom a mail tells so.',
        body: Type.Object({
          companyName: CompanyName,
          name: PersonName,
          email: PersonEmail,
          password: NewPassword,
          locale: Type.Optional(LocaleInput),
        }),
        answer: MailSent,
        example: sent,
        status: 202,
        refusals: ['forbidden', 'rate_limited'],
      }),
    },
    async (request, reply) => {
      const { password, locale = 'en', ...company } = request.body;
      checkSignUp({ ...company, locale });
      const around = await openMail(people, request, company.email);
      const passwordHash = await people.passwords.hash(password);
      const draft = { ...company, locale, passwordHash };
      await withConstantDuration(people.db.transaction((tx) => signUp(tx, draft, around)));
      reply.code(202);
      return sent;
    },
  );
}

function verifyRoute(app: App, people: People): void {
  app.post(
    '/auth/verify-email',
    {
      config: isPublic,
      schema: operation({
        id: 'verifyEmail',
        tag,
        summary: 'Prove an e-mail address by the link in the mail',
        description:
          'If the address was signed up more than once before it was confirmed, the links of the ' +
          'later sign-ups also need the password that was chosen there.',
        body: Type.Object({ token: LinkToken, password: Type.Optional(Password) }),
        answer: answer('EmailVerified', { status: oneOf(['verified']) }),
        example: { status: 'verified' },
        refusals: ['forbidden', 'rate_limited', 'link_not_found', 'sign_in_failed'],
      }),
    },
    async (request) => {
      await verifyByLink(people, request, request.body);
      return { status: 'verified' };
    },
  );
}

function resendRoute(app: App, people: People): void {
  app.post(
    '/auth/resend-verification',
    {
      config: isPublic,
      schema: operation({
        id: 'resendVerification',
        tag,
        summary: 'Have the link that proves an address sent again',
        description: 'The answer is the same for every address.',
        body: Type.Object({ email: PersonEmail }),
        answer: MailSent,
        example: sent,
        status: 202,
        refusals: ['forbidden', 'rate_limited'],
      }),
    },
    async (request, reply) => {
      const { email } = request.body;
      const around = await openMail(people, request, email);
      await withConstantDuration(
        people.db.transaction((tx) => resendVerification(tx, email, around)),
      );
      reply.code(202);
      return sent;
    },
  );
}

function forgotRoute(app: App, people: People): void {
  app.post(
    '/auth/forgot-password',
    {
      config: isPublic,
      schema: operation({
        id: 'forgotPassword',
        tag,
        summary: 'Have a link for a new password sent',
        description: 'The answer is the same for every address. The link lasts an hour.',
        body: Type.Object({ email: PersonEmail }),
        answer: MailSent,
        example: sent,
        status: 202,
        refusals: ['forbidden', 'rate_limited'],
      }),
    },
    async (request, reply) => {
      await sendPasswordLink(people, request, request.body.email);
      reply.code(202);
      return sent;
    },
  );
}

function resetRoute(app: App, people: People): void {
  app.post(
    '/auth/reset-password',
    {
      config: isPublic,
      schema: operation({
        id: 'resetPassword',
        tag,
        summary: 'Set a new password by the link in the mail',
        description: 'Ends all sessions. The link can be used once.',
        body: Type.Object({ token: LinkToken, password: NewPassword }),
        answer: answer('PasswordSet', { status: oneOf(['password_set']) }),
        example: { status: 'password_set' },
        refusals: ['forbidden', 'rate_limited', 'link_not_found'],
      }),
    },
    async (request) => {
      await setByLink(people, request, request.body);
      return { status: 'password_set' };
    },
  );
}

/** Also behind the page with the same form. */
export async function verifyByLink(
  people: People,
  request: Request,
  { token, password }: { token: string; password?: string | undefined },
): Promise<void> {
  const visit = visitOf(request);
  people.origin.refuseForeign(visit);
  const around = { now: people.now(), visit };
  const who = { remoteAddress: visit.remoteAddress };
  await people.attempts.beginGuess(who);
  await checkVerification(people, { token, password, now: around.now });
  await people.attempts.endGuess(who);
  await people.db.transaction((tx) => verifyEmail(tx, token, around));
}

/** Also behind the page with the same form. */
export async function sendPasswordLink(
  people: People,
  request: Request,
  email: string,
): Promise<void> {
  const around = await openMail(people, request, email);
  if (!around.mayMail) return withConstantDuration(Promise.resolve());
  await withConstantDuration(
    people.db.transaction((tx) => requestPasswordReset(tx, email, around)),
  );
}

/** Also behind the page with the same form. */
export async function setByLink(
  people: People,
  request: Request,
  { token, password }: { token: string; password: string },
): Promise<void> {
  const visit = visitOf(request);
  people.origin.refuseForeign(visit);
  const around = { now: people.now(), publicUrl: people.publicUrl, visit };
  const who = { remoteAddress: visit.remoteAddress };
  await people.attempts.beginGuess(who);
  // Before anything is hashed: a made-up link costs one indexed read.
  await readLink(people.db, { kind: 'set_password', token, now: around.now });
  await people.attempts.endGuess(who);
  const hash = await people.passwords.hash(password);
  const personId = await people.db.transaction((tx) => resetPassword(tx, { token, hash }, around));
  people.sessions.forgetPerson(personId);
}

/** Counts the mail that may follow, before anything is known of the address. */
async function openMail(people: People, request: Request, email: string) {
  const visit = visitOf(request);
  people.origin.refuseForeign(visit);
  const who = { email: normalEmail(email), remoteAddress: visit.remoteAddress };
  const mayMail = await people.attempts.beginMail(who);
  return { now: people.now(), publicUrl: people.publicUrl, visit, mayMail };
}
