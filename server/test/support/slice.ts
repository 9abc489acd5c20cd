import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { createOrganization } from '../../src/commerce/onboarding/index.ts';
import { createEncryption } from '../../src/kernel/encryption.ts';
import { newId } from '../../src/kernel/ids.ts';
import { type ApiScope, requireScope } from '../../src/kernel/scopes.ts';
import type { Database } from '../../src/platform/db/database.ts';
import { guardRoutes } from '../../src/platform/http/authentication.ts';
import { rateLimiter } from '../../src/platform/http/rate-limit.ts';
import { createServer } from '../../src/platform/http/server.ts';
import type { App } from '../../src/platform/http/typed-app.ts';
import type { WriteParts } from '../../src/platform/http/write.ts';
import { createLocalLimits, type Limits } from '../../src/platform/limits/limits.ts';
import {
  type Access,
  type ApiKeyDraft,
  createAccess,
  createApiKey,
  type NewApiKey,
} from '../../src/tenancy/accounts/index.ts';
import { auditLog } from '../../src/tenancy/audit/index.ts';
import { idempotencyKeys } from '../../src/tenancy/idempotency/index.ts';
import { basic } from './access.ts';
import { createTestDatabase } from './database.ts';

/** The routes of one slice behind the real server and the real tokens, on their own database. */
export type Slice = {
  app: App;
  db: Database;
  /** The database's address, for a second handle. */
  url: string;
  /** A new reseller's sandbox account. */
  newAccount(): Promise<TestAccount>;
  close(): Promise<void>;
};

export type TestAccount = {
  id: string;
  organizationId: string;
  /** The organization's other account. */
  liveAccountId: string;
  /** A new key; of all scopes unless the draft says so. */
  keyOf(draft?: KeyDraft, accountId?: string): Promise<NewApiKey>;
  /** The access token of a new key. */
  tokenOf(draft?: KeyDraft, accountId?: string): Promise<string>;
  /** A caller with a key of these scopes; of all scopes when none is given. */
  caller(...scopes: ApiScope[]): Promise<Call>;
  /** A caller with this key. */
  callerOf(key: NewApiKey): Promise<Call>;
};

export type Call = (
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  path: string,
  more?: { body?: object; headers?: Record<string, string> },
) => Promise<Answer>;

export type Answer = Awaited<ReturnType<App['inject']>>;

/** What a new key is to be; scopes that no key has are for people, see `openReseller`. */
type KeyDraft = Partial<Omit<ApiKeyDraft, 'scopes'>> & { scopes?: readonly ApiScope[] };

/** What routes are given; limits are off. */
type SliceParts = WriteParts & { limits: Limits };

/** Open it by `forThisFile`. */
export async function openSlice(register: (app: App, parts: SliceParts) => void): Promise<Slice> {
  const { db, url, close: closeDatabase } = await createTestDatabase();
  const encryption = createEncryption([randomBytes(32)]);
  const limits = createLocalLimits({ isOn: false });
  const access = createAccess({ db, encryption, failureLimiter: limits.failures('keys') });
  const log = pino({ level: 'silent' });
  const app = createServer({ log, errorsUrl: 'https://shop.test/errors', trustedProxies: [] });
  const limitRate = rateLimiter(limits);
  guardRoutes(app, { authenticate: access.authenticate, requireScope, limitRate });
  register(app, { db, idempotency: idempotencyKeys, auditLog, limits });

  return {
    app,
    db,
    url,
    newAccount: accountsOf({ app, db, access }),
    async close() {
      await app.close();
      await access.close();
      await closeDatabase();
    },
  };
}

type Counter = { app: App; db: Database; access: Pick<Access, 'authenticateClient'> };

/** Creates resellers that call this app. */
export function accountsOf({ app, db, access }: Counter): () => Promise<TestAccount> {
  const keyOf = (accountId: string, draft: KeyDraft) =>
    db.transaction((tx) =>
      createApiKey({ db: tx, accountId, now: new Date() }, { name: 'test', ...draft }),
    );
  const logIn = (key: NewApiKey) =>
    access.authenticateClient({ authorization: basic(key), remoteAddress: '127.0.0.1' });
  const tokenOf = async (accountId: string, draft: KeyDraft) =>
    logIn(await keyOf(accountId, draft));

  return async () => {
    const reseller = { name: 'Shop', email: `${newId()}@shop.test`, now: new Date() };
    const made = await db.transaction((tx) => createOrganization(tx, reseller));
    const { organizationId, sandboxAccountId: id, liveAccountId } = made;
    return {
      id,
      organizationId,
      liveAccountId,
      keyOf: (draft = {}, accountId = id) => keyOf(accountId, draft),
      tokenOf: (draft = {}, accountId = id) => tokenOf(accountId, draft),
      caller: async (...scopes) =>
        callerOf(app, await tokenOf(id, scopes.length > 0 ? { scopes } : {})),
      callerOf: async (key) => callerOf(app, await logIn(key)),
    };
  };
}

/** Returns the headers of a caller: the access token of a key, or what `personOf` returns. */
export function credentialsOf(token: string): Record<string, string> {
  if (!token.startsWith(SESSION)) return { authorization: `Bearer ${token}` };
  return JSON.parse(token.slice(SESSION.length)) as Record<string, string>;
}

/** The headers of a person's session as a token, for whoever takes one. */
export function asToken(headers: Record<string, string>): string {
  return SESSION + JSON.stringify(headers);
}

const SESSION = 'session ';

/** Calls with this token. */
export function callerOf(app: App, token: string): Call {
  return (method, path, { body, headers } = {}) =>
    app.inject({
      method,
      url: path,
      headers: { ...credentialsOf(token), ...headers },
      ...(body !== undefined && { payload: body }),
    });
}
