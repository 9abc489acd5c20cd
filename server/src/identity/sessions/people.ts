import type { AccountMode, Actor, Change, Context } from '../../kernel/context.ts';
import { createEncryption, type Encryption } from '../../kernel/encryption.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Visit, Visitors } from '../../platform/http/visitors.ts';
import { recordChanges } from '../../tenancy/audit/index.ts';
import {
  type Attempts,
  createAttempts,
  createPasswords,
  type Passwords,
  selectMembership,
} from '../people/index.ts';
import { createKnownDevices, type KnownDevices } from './known-devices.ts';
import { createOriginCheck, type OriginCheck } from './same-origin.ts';
import type { Session } from './session-cache.ts';
import { createSessionCookies, peopleSecret, type SessionCookies } from './session-cookie.ts';
import { createSessions, type Sessions } from './sessions.ts';

export type PeopleParts = {
  db: Database;
  secretKey: Buffer;
  olderSecretKeys: readonly Buffer[];
  publicUrl: string;
  /** What the installation is for; its people land on that account. */
  mode: AccountMode;
  isRateLimited: boolean;
  /** Milliseconds of real time; a parameter in tests only. */
  clock?: () => number;
  /** Those with the cost of stored hashes, but in tests. */
  passwords?: Passwords | undefined;
};

/** Who signs in, and who they are once they have. One for each process. */
export type People = {
  /** Returns the context of a call without a token; see `Sessions`. */
  authenticate(visit: Visit): Promise<Context>;
  sessions: Sessions;
  cookies: SessionCookies;
  devices: KnownDevices;
  origin: OriginCheck;
  attempts: Attempts;
  passwords: Passwords;
  /** For what rests encrypted: second factors. */
  encryption: Encryption;
  /** The secrets that version 0.1.0 encrypted second factors with, by the version in the text. */
  olderSecrets: ReadonlyMap<number, string>;
  /** What personal routes need. */
  visitors: Visitors<Session>;
  db: Database;
  publicUrl: string;
  mode: AccountMode;
  /** Returns real time, which applies to everything about signing in. */
  now(): Date;
};

export function createPeople(parts: PeopleParts): People {
  const { db, publicUrl, mode, isRateLimited, clock = Date.now } = parts;
  const cookies = createSessionCookies(parts);
  const origin = createOriginCheck(publicUrl);
  const sessions = createSessions({ db, cookies, origin, usualMode: mode, clock });
  const secretKeys = [parts.secretKey, ...parts.olderSecretKeys] as const;
  const now = () => new Date(clock());
  return {
    authenticate: sessions.authenticate,
    sessions,
    cookies,
    devices: createKnownDevices(cookies),
    origin,
    attempts: createAttempts({ db, secret: cookies.secret, isRateLimited, clock }),
    passwords: parts.passwords ?? createPasswords(),
    encryption: createEncryption([...secretKeys]),
    olderSecrets: olderSecretsOf(secretKeys),
    visitors: {
      refuseForeign: origin.refuseForeign,
      readSession: sessions.read,
      record: recordSignIns,
      now,
    },
    db,
    publicUrl,
    mode,
    now,
  };
}

/** Returns the secrets that version 0.1.0 encrypted second factors with, by their version. */
export function olderSecretsOf(secretKeys: readonly Buffer[]): ReadonlyMap<number, string> {
  return new Map(secretKeys.map(peopleSecret).map(({ version, value }) => [version, value]));
}

/**
 * Writes changes to the audit logs of the organizations of their people. A person without an
 * organization leaves no entry.
 */
async function recordSignIns(
  tx: Tx,
  { visit, session }: { visit: Visit; session: Session | undefined },
  changes: readonly Change[],
): Promise<void> {
  for (const change of changes) {
    const personId = change.signIn?.personId ?? session?.personId;
    const membership = personId && (await selectMembership(tx, personId));
    if (!personId || !membership) continue;
    const { organizationId, name, role } = membership;
    const isProved = change.signIn?.isProved ?? true;
    const actor: Actor = isProved
      ? { kind: 'person', personId, name, role }
      : { kind: 'platform', name: 'Sign-in' };
    const { requestId, remoteAddress } = visit;
    const author = { organizationId, accountId: null, actor, requestId, remoteAddress };
    await recordChanges({ ...author, db: tx }, [change]);
  }
}
