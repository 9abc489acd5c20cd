import { Type } from 'typebox';
import { isUuid } from '../../kernel/ids.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import { operation } from '../../platform/http/operation.ts';
import { answer, RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { askAuth, withoutSession } from './ask-auth.ts';
import { deletePasskey, selectPasskeys, updatePasskeyName } from './passkey-store.ts';
import type { People } from './people.ts';
import { recordOwnChange } from './record.ts';
import {
  aPasskey,
  aSignIn,
  PasskeyEntry,
  PasskeyName,
  SignedIn,
  WebAuthnOptions,
  WebAuthnResponse,
} from './schemas.ts';
import { noteOwn } from './second-factor-routes.ts';
import { setCookies } from './sign-in-routes.ts';
import { visitOf } from './visit-of.ts';

const tag = 'Signing in';
const isPersonal = { public: true, session: true } as const;
const optionsHere =
  'What `navigator.credentials` takes (`parseRequestOptionsFromJSON`); the answer comes back ' +
  'with the cookie that is set here, within five minutes.';

/** Passkeys: to sign in without a password. A passkey stands for both factors. */
export function registerPasskeyRoutes(app: App, { people }: { people: People }): void {
  signInOptionsRoute(app, people);
  signInRoute(app, people);
  newOptionsRoute(app, people);
  addRoute(app, people);
  listRoute(app, people);
  renameRoute(app, people);
  deleteRoute(app, people);
}

function signInOptionsRoute(app: App, people: People): void {
  app.post(
    '/auth/passkeys/sign-in-options',
    {
      config: { public: true },
      schema: operation({
        id: 'readPasskeySignInOptions',
        tag,
        summary: 'Begin to sign in with a passkey',
        description: optionsHere,
        answer: WebAuthnOptions,
        refusals: ['forbidden', 'rate_limited'],
      }),
    },
    async (request, reply) => {
      const visit = visitOf(request);
      people.origin.refuseForeign(visit);
      const who = { remoteAddress: visit.remoteAddress };
      await people.attempts.beginGuess(who);
      const outcome = await askAuth(people, withoutSession(people, visit), (api, more) =>
        api.generatePasskeyAuthenticationOptions(more),
      );
      setCookies(reply, outcome.cookies);
      // The library only says `preferred`, and a passkey must know who holds it.
      return { ...outcome.answer, userVerification: 'required' };
    },
  );
}

function signInRoute(app: App, people: People): void {
  app.post(
    '/auth/passkeys/sign-in',
    {
      config: { public: true },
      schema: operation({
        id: 'signInWithPasskey',
        tag,
        summary: 'Sign in with a passkey',
        body: Type.Object({ response: WebAuthnResponse }),
        answer: SignedIn,
        example: aSignIn,
        refusals: ['forbidden', 'rate_limited', 'sign_in_failed'],
      }),
    },
    async (request, reply) => {
      const visit = visitOf(request);
      people.origin.refuseForeign(visit);
      const who = { remoteAddress: visit.remoteAddress };
      await people.attempts.beginGuess(who);
      const response = request.body.response as never;
      const { cookies } = await askAuth(people, withoutSession(people, visit), (api, more) =>
        api.verifyPasskeyAuthentication({ body: { response }, ...more }),
      );
      await people.attempts.endGuess(who);
      setCookies(reply, cookies);
      return { status: 'signed_in' };
    },
  );
}

function newOptionsRoute(app: App, people: People): void {
  app.post(
    '/auth/passkeys/new-options',
    {
      config: isPersonal,
      schema: operation({
        id: 'readNewPasskeyOptions',
        tag,
        summary: 'Begin to add a passkey',
        description: `${optionsHere} Only for a day after signing in.`,
        answer: WebAuthnOptions,
      }),
    },
    async (request, reply) => {
      const visit = visitOf(request);
      await people.sessions.read(visit);
      const outcome = await askAuth(people, visit, (api, more) =>
        api.generatePasskeyRegistrationOptions(more),
      );
      setCookies(reply, outcome.cookies);
      return outcome.answer;
    },
  );
}

function addRoute(app: App, people: People): void {
  app.post(
    '/auth/passkeys',
    {
      config: isPersonal,
      schema: operation({
        id: 'addPasskey',
        tag,
        summary: 'Add a passkey',
        body: Type.Object({ name: Type.Optional(PasskeyName), response: WebAuthnResponse }),
        answer: PasskeyEntry,
        example: aPasskey,
        refusals: ['sign_in_failed'],
      }),
    },
    async (request) => {
      const visit = visitOf(request);
      const { personId } = await people.sessions.read(visit);
      const { name = 'Passkey', response } = request.body;
      requireName(name);
      const { answer: added } = await askAuth(people, visit, (api, more) =>
        api.verifyPasskeyRegistration({ body: { name, response }, ...more }),
      );
      await noteOwn(people, request, { personId, action: 'passkey.added', target: added.id });
      const { id, createdAt, backedUp } = added;
      return { id, name, createdAt, isBackedUp: backedUp };
    },
  );
}

function listRoute(app: App, people: People): void {
  app.get(
    '/auth/passkeys',
    {
      config: isPersonal,
      schema: operation({
        id: 'listPasskeys',
        tag,
        summary: 'List your passkeys',
        answer: answer('Passkeys', { items: Type.Array(PasskeyEntry) }),
        example: { items: [aPasskey] },
      }),
    },
    async (request) => {
      const { personId } = await people.sessions.read(visitOf(request));
      return { items: await selectPasskeys(people.db, personId) };
    },
  );
}

function renameRoute(app: App, people: People): void {
  app.put(
    '/auth/passkeys/:id',
    {
      config: isPersonal,
      schema: operation({
        id: 'renamePasskey',
        tag,
        summary: 'Give a passkey another name',
        params: Type.Object({ id: RequestId }),
        body: Type.Object({ name: PasskeyName }),
        answer: PasskeyEntry,
        example: aPasskey,
        refusals: ['passkey_not_found'],
      }),
    },
    async (request) => {
      const { personId } = await people.sessions.read(visitOf(request));
      const { id } = request.params;
      const { name } = request.body;
      requireName(name);
      return people.db.transaction(async (tx) => {
        const passkey = isUuid(id) ? await updatePasskeyName(tx, { personId, id, name }) : null;
        return passkey ?? Promise.reject(notFound());
      });
    },
  );
}

function deleteRoute(app: App, people: People): void {
  app.delete(
    '/auth/passkeys/:id',
    {
      config: isPersonal,
      schema: operation({
        id: 'deletePasskey',
        tag,
        summary: 'Delete a passkey',
        params: Type.Object({ id: RequestId }),
        status: 204,
        refusals: ['passkey_not_found'],
      }),
    },
    async (request, reply) => {
      const visit = visitOf(request);
      const { personId } = await people.sessions.read(visit);
      const { id } = request.params;
      await people.db.transaction(async (tx) => {
        if (!isUuid(id) || !(await deletePasskey(tx, { personId, id }))) throw notFound();
        await recordOwnChange(tx, { personId, visit }, { action: 'passkey.deleted', target: id });
      });
      return reply.code(204).send();
    },
  );
}

function requireName(name: string): void {
  if (!isName(name)) throw invalid('/name', NAME_RULE);
}

function notFound(): Refusal {
  return new Refusal('passkey_not_found', 'You have no such passkey.');
}
