import { Type } from 'typebox';
import { invalid } from '../../kernel/refusal.ts';
import { operation } from '../../platform/http/operation.ts';
import type { App, Request } from '../../platform/http/typed-app.ts';
import { askAuth } from './ask-auth.ts';
import type { People } from './people.ts';
import { recordOwnChange } from './record.ts';
import {
  aSecondFactor,
  aSignIn,
  Code,
  Password,
  RecoveryCodes,
  SecondFactor,
  SignedIn,
} from './schemas.ts';
import { verifySecondFactor } from './sign-in.ts';
import { provePassword, setCookies } from './sign-in-routes.ts';
import { visitOf } from './visit-of.ts';

const tag = 'Signing in';
const isPersonal = { public: true, session: true } as const;
const signedIn = { status: 'signed_in' as const };

/** The second factor: codes of an authenticator app, and recovery codes. */
export function registerSecondFactorRoutes(app: App, { people }: { people: People }): void {
  verifyRoute(app, people);
  setUpRoute(app, people);
  confirmRoute(app, people);
  renewRoute(app, people);
  disableRoute(app, people);
}

function verifyRoute(app: App, people: People): void {
  app.post(
    '/auth/two-factor/verify',
    {
      config: { public: true },
      schema: operation({
        id: 'verifySecondFactor',
        tag,
        summary: 'End a sign-in with the second factor',
        description:
          'After `second_factor_required`, with the cookie that came along, within ten minutes: ' +
          'either `code` or `recoveryCode`. After ten wrong ones the second factor is locked for ' +
          '15 minutes.',
        body: Type.Object({
          code: Type.Optional(Code),
          recoveryCode: Type.Optional(
            Type.String({
              maxLength: 64,
              description: 'It is used up.',
              examples: ['a1B2c-D3e4F'],
            }),
          ),
        }),
        answer: SignedIn,
        example: aSignIn,
        refusals: ['forbidden', 'rate_limited', 'sign_in_failed', 'invalid_state'],
      }),
    },
    async (request, reply) => {
      const visit = visitOf(request);
      people.origin.refuseForeign(visit);
      const given = readCode(request.body);
      const { cookies } = await verifySecondFactor(people, visit, given);
      setCookies(reply, cookies);
      return signedIn;
    },
  );
}

function readCode({ code, recoveryCode }: { code?: string; recoveryCode?: string }) {
  if (recoveryCode !== undefined) return { code: recoveryCode, isRecoveryCode: true };
  if (code !== undefined) return { code, isRecoveryCode: false };
  throw invalid('/code', 'is required, or recoveryCode');
}

function setUpRoute(app: App, people: People): void {
  app.post(
    '/auth/two-factor/set-up',
    {
      config: isPersonal,
      schema: operation({
        id: 'setUpSecondFactor',
        tag,
        summary: 'Set an authenticator app up',
        description: 'It is asked for after `POST /auth/two-factor/confirm` with a first code.',
        body: Type.Object({ password: Password }),
        answer: SecondFactor,
        example: aSecondFactor,
        refusals: ['rate_limited', 'sign_in_failed', 'invalid_state'],
      }),
    },
    async (request, reply) => {
      const { password } = request.body;
      const { visit } = await prove(people, request, password);
      const { answer } = await askAuth(people, visit, (api, more) =>
        api.enableTwoFactor({ body: { password, method: 'totp' }, ...more }),
      );
      if (answer.method !== 'totp') throw new Error('no authenticator app was set up');
      reply.header('Cache-Control', 'no-store');
      return { totpUri: answer.totpURI, recoveryCodes: answer.backupCodes };
    },
  );
}

function confirmRoute(app: App, people: People): void {
  app.post(
    '/auth/two-factor/confirm',
    {
      config: isPersonal,
      schema: operation({
        id: 'confirmSecondFactor',
        tag,
        summary: 'Switch the second factor on with a first code',
        body: Type.Object({ code: Code }),
        answer: SignedIn,
        example: aSignIn,
        refusals: ['rate_limited', 'sign_in_failed', 'invalid_state'],
      }),
    },
    async (request, reply) => {
      const visit = visitOf(request);
      const { personId, email } = await people.sessions.read(visit);
      const who = { email, remoteAddress: visit.remoteAddress };
      await people.attempts.beginGuess(who);
      const { cookies } = await askAuth(people, visit, (api, more) =>
        api.verifyTOTP({ body: { code: request.body.code }, ...more }),
      );
      await people.attempts.endGuess(who);
      await noteOwn(people, request, { personId, action: 'person.second_factor_enabled' });
      setCookies(reply, cookies);
      return signedIn;
    },
  );
}

function renewRoute(app: App, people: People): void {
  app.post(
    '/auth/two-factor/recovery-codes',
    {
      config: isPersonal,
      schema: operation({
        id: 'renewRecoveryCodes',
        tag,
        summary: 'Get new recovery codes',
        description: 'The old ones end.',
        body: Type.Object({ password: Password }),
        answer: RecoveryCodes,
        example: { recoveryCodes: aSecondFactor.recoveryCodes },
        refusals: ['rate_limited', 'sign_in_failed', 'invalid_state'],
      }),
    },
    async (request, reply) => {
      const { password } = request.body;
      const { visit, personId } = await prove(people, request, password);
      const { answer } = await askAuth(people, visit, (api, more) =>
        api.generateBackupCodes({ body: { password }, ...more }),
      );
      await noteOwn(people, request, { personId, action: 'person.recovery_codes_renewed' });
      reply.header('Cache-Control', 'no-store');
      return { recoveryCodes: answer.backupCodes };
    },
  );
}

function disableRoute(app: App, people: People): void {
  app.post(
    '/auth/two-factor/disable',
    {
      config: isPersonal,
      schema: operation({
        id: 'disableSecondFactor',
        tag,
        summary: 'Switch the second factor off',
        body: Type.Object({ password: Password }),
        answer: SignedIn,
        example: aSignIn,
        refusals: ['rate_limited', 'sign_in_failed'],
      }),
    },
    async (request, reply) => {
      const { password } = request.body;
      const { visit, personId } = await prove(people, request, password);
      const { cookies } = await askAuth(people, visit, (api, more) =>
        api.disableTwoFactor({ body: { password }, ...more }),
      );
      await noteOwn(people, request, { personId, action: 'person.second_factor_disabled' });
      setCookies(reply, cookies);
      return signedIn;
    },
  );
}

/** Who asks, proved by the password too. */
async function prove(people: People, request: Request, password: string) {
  const visit = visitOf(request);
  const session = await people.sessions.read(visit);
  await provePassword(people, { session, visit }, password);
  return { visit, personId: session.personId };
}

/** The library has committed its change; what is known of the person's sessions is old. */
export async function noteOwn(
  people: People,
  request: Request,
  { personId, ...change }: { personId: string; action: string; target?: string },
): Promise<void> {
  people.sessions.forgetPerson(personId);
  const by = { personId, visit: visitOf(request) };
  await people.db.transaction((tx) => recordOwnChange(tx, by, change));
}
