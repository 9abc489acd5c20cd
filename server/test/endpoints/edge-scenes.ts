import { newId } from '../../src/kernel/ids.ts';
import { KEY_SCOPES, type KeyScope } from '../../src/kernel/scopes.ts';
import { createAccess } from '../../src/tenancy/accounts/index.ts';
import { idempotencyKeys } from '../../src/tenancy/idempotency/index.ts';
import { basic } from '../support/access.ts';
import type { Schema } from '../support/closed-schema.ts';
import type { Operation } from '../support/operations.ts';
import { accountFor } from '../support/people.ts';
import { grantedRequest, send } from '../support/requests.ts';
import type { Reseller } from '../support/resellers.ts';
import type { Wanted } from '../support/wanted.ts';
import { ask, askAs, type Scenes, type Stage } from './stage.ts';

const ELSEWHERE = '203.0.113.7';
const OUTLIVED_MS = 25 * 3_600_000;
const LONG = 1_000;
const TOO_LARGE = JSON.stringify({ text: 'x'.repeat(257 * 1024) });

/** Refusals that every operation has in common. */
export const EDGE_SCENES: Scenes = {
  missing_token: (stage) => knock(stage, undefined),
  invalid_token: (stage) => askAs(stage, 'eyJhbGciOiJub25lIn0.e30.'),
  token_expired: async (stage) => askAs(stage, await outlivedToken(stage)),
  invalid_credentials: (stage) =>
    ask(stage, {
      headers: { authorization: basic({ ...stage.reseller.key, clientSecret: 'guess' }) },
    }),
  forbidden: async (stage) => {
    const key = await stage.reseller.keyOf({ ipAllowList: [ELSEWHERE] });
    if (stage.operation.isLogin) return ask(stage, { headers: { authorization: basic(key) } });
    const login = { authorization: basic(key), remoteAddress: ELSEWHERE };
    return askAs(stage, await stage.store.parts.access.authenticateClient(login));
  },
  insufficient_scope: async (stage) => {
    const scopes = KEY_SCOPES.filter((scope) => !stage.operation.keyScopes.includes(scope));
    return knock(stage, await tokenOfScopes(stage.reseller, scopes));
  },
  invalid_request: (stage) => ask(stage, (wanted) => malformed(stage.operation, wanted)),
  body_too_large: (stage) =>
    stage.operation.path === '/operator/usage-files'
      ? ask(stage, { headers: { 'content-length': String(65 * 2 ** 20) } })
      : sendText(stage, { text: tooLargeFor(stage) }),
  unsupported_media_type: (stage) =>
    sendText(stage, { text: 'name=value', headers: { 'content-type': 'text/plain' } }),
  idempotency_key_reused: async (stage) => {
    const { operation, reseller } = stage;
    const headers = { 'Idempotency-Key': newId() };
    const wanted = { ...(await grantedRequest(operation, reseller)), headers };
    const first = await send(operation, wanted, reseller);
    if (first.statusCode >= 300) return first;
    return send(operation, { ...wanted, body: { ...wanted.body, other: 1 } }, reseller);
  },
  idempotency_key_in_progress: async (stage) => {
    const { store, reseller, operation } = stage;
    const key = newId();
    const accountId = await accountFor(store, reseller, operation.scopeOfPeople);
    const claim = { accountId, key, requestHash: Buffer.alloc(32) };
    return store.db.transaction(async (tx) => {
      await idempotencyKeys.claimAll(tx, [claim]);
      return ask(stage, { headers: { 'Idempotency-Key': key } });
    });
  },
};

/** Returns a request that is refused before its IDs are looked up. */
function unread({ params }: Operation): Wanted {
  const named = Object.fromEntries(params.map((name) => [name, 'x']));
  return { params: named, query: {}, body: undefined, headers: {} };
}

/** Sends a request with a token only, or without one. */
function knock({ store, operation }: Stage, token: string | undefined) {
  return send(operation, unread(operation), { store, token });
}

/** Sends a body that is not read to its end. */
function sendText({ operation, reseller }: Stage, body: Partial<Wanted>) {
  const login = operation.isLogin && { authorization: basic(reseller.key) };
  const headers = { ...login, ...body.headers };
  return send(operation, { ...unread(operation), ...body, headers }, reseller);
}

const tokens = new WeakMap<Reseller, Map<string, Promise<string>>>();

/** The token of a key with these scopes, made once for each reseller. */
function tokenOfScopes(reseller: Reseller, scopes: KeyScope[]): Promise<string> {
  const known = tokens.get(reseller) ?? new Map<string, Promise<string>>();
  tokens.set(reseller, known);
  const token = known.get(scopes.join()) ?? reseller.tokenOf({ scopes });
  known.set(scopes.join(), token);
  return token;
}

/** Sends an invalid value, wherever the operation accepts one. */
function malformed({ method, params, query }: Operation, wanted: Wanted): Partial<Wanted> {
  if (method !== 'GET') return { text: '{' };
  const [name] = Object.entries(query).find(([, schema]) => isNarrow(schema)) ?? [];
  if (name) return { query: { ...wanted.query, [name]: '½'.repeat(LONG) } };
  const [param = ''] = params;
  return { params: { ...wanted.params, [param]: '\ud800' } };
}

/** Returns whether the field has a rule beyond being text. */
function isNarrow({ type, anyOf, enum: words, format, pattern, maxLength }: Schema): boolean {
  return type !== 'string' || Boolean(anyOf ?? words ?? format ?? pattern ?? maxLength);
}

/** Returns an expired token. */
async function outlivedToken({ store, reseller }: Stage): Promise<string> {
  const { db, encryption } = store.parts;
  const then = createAccess({
    ...{ db, encryption },
    failureLimiter: store.parts.limits.failures('keys'),
    clock: () => Date.now() - OUTLIVED_MS,
  });
  const login = { authorization: basic(reseller.key), remoteAddress: '127.0.0.1' };
  return then.authenticateClient(login);
}

/** Batches of sales take larger bodies than other operations. */
function tooLargeFor({ operation }: Stage): string {
  // Batches and files may be larger than other bodies.
  if (/\/(batches(\/preview)?|profile-imports|bank-statements)$/.test(operation.path)) {
    return JSON.stringify({ csv: 'x'.repeat(8 * 2 ** 20) });
  }
  return operation.path.endsWith('/attachments') ? TOO_LARGE.repeat(20) : TOO_LARGE;
}
