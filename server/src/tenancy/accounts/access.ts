import type { JSONWebKeySet } from 'jose';
import type { Encryption } from '../../kernel/encryption.ts';
import type { Database } from '../../platform/db/database.ts';
import {
  authenticateClient,
  type FailedLogin,
  type Login,
  type LoginParts,
} from './authenticate-client.ts';
import { type Authenticate, createAuthenticator } from './authenticator.ts';
import { createGrants } from './grants.ts';
import { createKeyRing } from './key-ring.ts';
import { trackKeyUsage } from './key-usage.ts';
import { createTokens } from './tokens.ts';

export type AccessParts = {
  db: Database;
  encryption: Encryption;
  failureLimiter: LoginParts['failureLimiter'];
  /** Called for failed logins with the client ID of a key that there is or was. */
  noteFailedLogin?: (failed: FailedLogin) => void;
  /** Milliseconds of real time; a parameter in tests only. */
  clock?: () => number;
};

/** Who may come in: tokens for clients, and contexts for tokens. One for each process. */
export type Access = {
  /** Returns a token for Basic credentials; see `authenticateClient`. */
  authenticateClient(login: Login): Promise<string>;
  /** The context of a call; see `createAuthenticator`. */
  authenticate: Authenticate;
  jwks(): Promise<JSONWebKeySet>;
  /** Call it after a commit that revoked a key: its tokens stop at once in this process. */
  invalidateKey(clientId: string): void;
  /** Call it after a commit that changed an account's rules or clock. */
  invalidateAccount(accountId: string): void;
  /** Call it after a commit that closed an organization. */
  invalidateOrganization(organizationId: string): void;
  /** Returns real time, which applies to tokens and secrets. */
  now(): Date;
  /** Writes what is still only in memory, at the end of the process. */
  close(): Promise<void>;
};

export function createAccess(parts: AccessParts): Access {
  const { db, encryption, failureLimiter, noteFailedLogin, clock = Date.now } = parts;
  const keys = createKeyRing({ db, encryption, clock });
  const tokens = createTokens({ keys, clock });
  const grants = createGrants({ db, clock });
  const usage = trackKeyUsage({ db, clock });
  return {
    authenticateClient: (login) =>
      authenticateClient({ db, tokens, failureLimiter, clock, noteFailedLogin }, login),
    authenticate: createAuthenticator({ tokens, grants, usage, clock }),
    jwks: keys.jwks,
    invalidateKey: grants.invalidateKey,
    invalidateAccount: grants.invalidateAccount,
    invalidateOrganization: grants.invalidateOrganization,
    now: () => new Date(clock()),
    close: usage.flush,
  };
}
