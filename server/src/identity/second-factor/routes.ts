import { Type } from 'typebox';
import { type PersonalRoutes, personalRoutesOf } from '../../platform/http/personal-routes.ts';
import { described } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { Password, verifyPassword } from '../people/index.ts';
import { aSignIn, type People, type Session, SignedIn } from '../sessions/index.ts';
import { readTypedCode } from './check-code.ts';
import { aSecondFactor, Code, RecoveryCode, RecoveryCodes, SecondFactor } from './schemas.ts';
import {
  confirmSecondFactor,
  disableSecondFactor,
  regenerateRecoveryCodes,
  setUpSecondFactor,
} from './set-up-second-factor.ts';
import { verifySecondFactor } from './verify-second-factor.ts';

const tag = 'Signing in';
const signedIn = { status: 'signed_in' as const };
type Routes = PersonalRoutes<Session>;

/** The second factor: codes of an authenticator app, and recovery codes. */
export function registerSecondFactorRoutes(app: App, { people }: { people: People }): void {
  const routes = personalRoutesOf(app, people);
  declareVerify(routes, people);
  declareSetUp(routes, people);
  declareConfirm(routes, people);
  declareRegenerate(routes, people);
  declareDisable(routes, people);
}

function declareVerify(routes: Routes, people: People): void {
  routes.visit(
    'POST /auth/two-factor/verify',
    {
      id: 'verifySecondFactor',
      tag,
      summary: 'Complete sign-in with a second factor',
      description:
        'Follows `second_factor_required`, with the cookie of that answer, within ten minutes. ' +
        'Send either `code` or `recoveryCode`. Each code works once. After ten wrong codes the ' +
        'second factor is locked for 15 minutes.',
      body: Type.Object({
        code: Type.Optional(Code),
        recoveryCode: Type.Optional(RecoveryCode),
      }),
      answer: SignedIn,
      example: aSignIn,
      refusals: ['invalid_request', 'forbidden', 'rate_limited', 'sign_in_failed', 'invalid_state'],
    },
    async ({ commit, visit }, { body, reply }) => {
      const typed = readTypedCode(body);
      const who = { remoteAddress: visit.remoteAddress };
      await people.attempts.beginGuess(who);
      const cookies = await commit((scope) => verifySecondFactor({ ...scope, people }, typed));
      await people.attempts.endGuess(who);
      reply.header('Set-Cookie', cookies);
      return signedIn;
    },
  );
}

function declareSetUp(routes: Routes, people: People): void {
  routes.write(
    'POST /auth/two-factor/set-up',
    {
      id: 'setUpSecondFactor',
      tag,
      summary: 'Set up an authenticator app',
      description:
        'The second factor is enabled once `POST /auth/two-factor/confirm` has seen a first code.',
      body: Type.Object({ password: described(Password, 'The current password.') }),
      answer: SecondFactor,
      example: aSecondFactor,
      refusals: ['rate_limited', 'sign_in_failed', 'invalid_state'],
    },
    async (visitor, { body }) => {
      await verifyPassword({ ...visitor, people }, body.password);
      const { session } = visitor;
      return visitor.commit((scope) => setUpSecondFactor({ ...scope, people, session }));
    },
  );
}

function declareConfirm(routes: Routes, people: People): void {
  routes.write(
    'POST /auth/two-factor/confirm',
    {
      id: 'confirmSecondFactor',
      tag,
      summary: 'Confirm the second factor',
      description: 'Enables the second factor with a first code. Ends your other sessions.',
      body: Type.Object({ code: Code }),
      answer: SignedIn,
      example: aSignIn,
      refusals: ['invalid_request', 'rate_limited', 'sign_in_failed', 'invalid_state'],
    },
    async ({ session, commit }, { body }) => {
      const typed = readTypedCode(body);
      await commit((scope) => confirmSecondFactor({ ...scope, people, session }, typed));
      people.sessions.invalidatePerson(session.personId);
      return signedIn;
    },
  );
}

function declareRegenerate(routes: Routes, people: People): void {
  routes.write(
    'POST /auth/two-factor/recovery-codes',
    {
      id: 'regenerateRecoveryCodes',
      tag,
      summary: 'Regenerate recovery codes',
      description: 'The previous codes stop working.',
      body: Type.Object({ password: described(Password, 'The current password.') }),
      answer: RecoveryCodes,
      example: { recoveryCodes: aSecondFactor.recoveryCodes },
      refusals: ['rate_limited', 'sign_in_failed', 'invalid_state'],
    },
    async (visitor, { body }) => {
      await verifyPassword({ ...visitor, people }, body.password);
      const { session } = visitor;
      const recoveryCodes = await visitor.commit((scope) =>
        regenerateRecoveryCodes({ ...scope, people, session }),
      );
      return { recoveryCodes };
    },
  );
}

function declareDisable(routes: Routes, people: People): void {
  routes.write(
    'POST /auth/two-factor/disable',
    {
      id: 'disableSecondFactor',
      tag,
      summary: 'Disable the second factor',
      description: 'Removes the authenticator app and the recovery codes.',
      body: Type.Object({ password: described(Password, 'The current password.') }),
      answer: SignedIn,
      example: aSignIn,
      refusals: ['rate_limited', 'sign_in_failed'],
    },
    async (visitor, { body }) => {
      await verifyPassword({ ...visitor, people }, body.password);
      const { session } = visitor;
      await visitor.commit((scope) => disableSecondFactor({ ...scope, people, session }));
      people.sessions.invalidatePerson(session.personId);
      return signedIn;
    },
  );
}
