import { createOrganization } from '../../src/commerce/onboarding/index.ts';
import { createEncryption, newSecretKey, parseSecretKeys } from '../../src/kernel/encryption.ts';
import type { Database } from '../../src/platform/db/database.ts';
import { createLocalLimits } from '../../src/platform/limits/limits.ts';
import type { ApiKeyDraft } from '../../src/tenancy/accounts/index.ts';
import { type AccessParts, createAccess, createApiKey } from '../../src/tenancy/accounts/index.ts';
import { watched } from './watched.ts';

export const HERE = '203.0.113.7';

/** Creates a clock that only a test moves. */
export function createTestClock(start = Date.parse('2026-04-30T09:55:36.430Z')) {
  const clock = () => clock.ms;
  clock.ms = start;
  return clock;
}
export type TestClock = ReturnType<typeof createTestClock>;

export const testEncryption = (secret = newSecretKey()) =>
  createEncryption(parseSecretKeys(secret));

const sharedEncryption = testEncryption();

/**
 * Opens the access of one process, with the secret that all processes share and the clock of the
 * test.
 */
export function openAccess(
  db: Database,
  { clock = createTestClock(), ...parts }: Partial<AccessParts> & { clock?: TestClock } = {},
) {
  const encryption = parts.encryption ?? sharedEncryption;
  const limiter = parts.failureLimiter ?? createLocalLimits({ isOn: true, clock }).failures('keys');
  const access = createAccess({ db, encryption, failureLimiter: limiter, clock });
  return { ...access, clock, encryption };
}

/** A new organization's sandbox account with one key of this draft. */
export async function createKeyedAccount(db: Database, draft: Partial<ApiKeyDraft> = {}) {
  return await db.transaction(async (tx) => {
    const now = new Date('2026-04-30T09:00:00.000Z');
    const acme = { name: 'Acme Travel', email: 'owner@acme.test', now };
    const { organizationId, sandboxAccountId: accountId } = await createOrganization(tx, acme);
    const key = await createApiKey({ db: tx, accountId, now }, { name: 'Web shop', ...draft });
    return { organizationId, accountId, key };
  });
}

/** `Authorization` for the authenticate call. */
export function basic({ clientId, clientSecret }: { clientId: string; clientSecret: string }) {
  return `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
}

/** Returns the same database, which counts its statements by their text. */
export function countStatements(db: Database) {
  const texts: string[] = [];
  const counted = watched(db, { before: (statement) => texts.push(statement.text) });
  const counting: Database = { ...db, ...counted };
  return { db: counting, texts };
}
