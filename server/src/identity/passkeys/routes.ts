import { Type } from 'typebox';
import { type PersonalRoutes, personalRoutesOf } from '../../platform/http/personal-routes.ts';
import { answer, described, RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { aSignIn, type People, type Session, SignedIn } from '../sessions/index.ts';
import {
  beginPasskeyCreation,
  createPasskey,
  deletePasskey,
  updatePasskey,
} from './create-passkey.ts';
import {
  aPasskey,
  PasskeyEntry,
  PasskeyName,
  WebAuthnOptions,
  WebAuthnResponse,
} from './schemas.ts';
import { beginPasskeySignIn, signInWithPasskey } from './sign-in-with-passkey.ts';
import { selectPasskeys } from './store.ts';

const tag = 'Signing in';
const optionsHere =
  'Returns what `navigator.credentials` takes (`parseRequestOptionsFromJSON`). Send the result ' +
  'back within five minutes, with the cookie of this answer.';
type Routes = PersonalRoutes<Session>;

/** Passkeys: to sign in without a password. A passkey counts as both factors. */
export function registerPasskeyRoutes(app: App, { people }: { people: People }): void {
  const routes = personalRoutesOf(app, people);
  declareSignIn(routes, people);
  declareCreation(routes, people);
  declareKept(routes, people);
}

function declareSignIn(routes: Routes, people: People): void {
  routes.visit(
    'POST /auth/passkeys/sign-in-options',
    {
      id: 'createPasskeySignInOptions',
      tag,
      summary: 'Create passkey sign-in options',
      description: optionsHere,
      answer: WebAuthnOptions,
      refusals: ['forbidden'],
    },
    async ({ commit }, { reply }) => {
      const begun = await commit((scope) => beginPasskeySignIn({ ...scope, people }));
      reply.header('Set-Cookie', begun.cookie);
      return begun.options;
    },
  );
  routes.visit(
    'POST /auth/passkeys/sign-in',
    {
      id: 'signInWithPasskey',
      tag,
      summary: 'Sign in with a passkey',
      description: 'Replaces the password and the second factor.',
      body: Type.Object({ response: WebAuthnResponse }),
      answer: SignedIn,
      example: aSignIn,
      refusals: ['forbidden', 'rate_limited', 'sign_in_failed'],
    },
    async ({ commit, visit }, { body, reply }) => {
      const who = { remoteAddress: visit.remoteAddress };
      await people.attempts.beginGuess(who);
      const cookies = await commit((scope) => signInWithPasskey({ ...scope, people }, body));
      await people.attempts.endGuess(who);
      reply.header('Set-Cookie', cookies);
      return { status: 'signed_in' };
    },
  );
}

function declareCreation(routes: Routes, people: People): void {
  routes.write(
    'POST /auth/passkeys/new-options',
    {
      id: 'createPasskeyOptions',
      tag,
      summary: 'Create passkey options',
      description: `${optionsHere} Allowed within a day of signing in.`,
      answer: WebAuthnOptions,
    },
    async ({ commit, session }, { reply }) => {
      const begun = await commit((scope) => beginPasskeyCreation({ ...scope, people, session }));
      reply.header('Set-Cookie', begun.cookie);
      return begun.options;
    },
  );
  routes.write(
    'POST /auth/passkeys',
    {
      id: 'createPasskey',
      tag,
      summary: 'Create a passkey',
      description: 'Adds a passkey to your sign-in methods.',
      body: Type.Object({
        name: Type.Optional(described(PasskeyName, 'The name of the passkey.')),
        response: WebAuthnResponse,
      }),
      answer: PasskeyEntry,
      example: aPasskey,
      refusals: ['sign_in_failed'],
    },
    ({ commit, session }, { body }) =>
      commit((scope) => createPasskey({ ...scope, people, session }, body)),
  );
}

function declareKept(routes: Routes, people: People): void {
  routes.read(
    '/auth/passkeys',
    {
      id: 'listPasskeys',
      tag,
      summary: 'List your passkeys',
      description: 'Returns the passkeys of the person who is signed in.',
      answer: answer('Passkeys', {
        items: Type.Array(PasskeyEntry, { description: 'The passkeys of the person.' }),
      }),
      example: { items: [aPasskey] },
    },
    async ({ db, session }) => ({ items: await selectPasskeys(db, session.personId) }),
  );
  routes.write(
    'PUT /auth/passkeys/:id',
    {
      id: 'updatePasskey',
      tag,
      summary: 'Update a passkey',
      description: 'Renames the passkey.',
      params: Type.Object({ id: RequestId }),
      body: Type.Object({ name: described(PasskeyName, 'The name of the passkey.') }),
      answer: PasskeyEntry,
      example: aPasskey,
      refusals: ['passkey_not_found'],
    },
    ({ commit, session }, { params: { id }, body: { name } }) =>
      commit((scope) => updatePasskey({ ...scope, people, session }, { id, name })),
  );
  routes.write(
    'DELETE /auth/passkeys/:id',
    {
      id: 'deletePasskey',
      tag,
      summary: 'Delete a passkey',
      description: 'The passkey stops working at once.',
      params: Type.Object({ id: RequestId }),
      status: 204,
      refusals: ['passkey_not_found'],
    },
    ({ commit, session }, { params }) =>
      commit((scope) => deletePasskey({ ...scope, people, session }, params)),
  );
}
