import { actorIdOf, audit } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { KeyScope } from '../../kernel/scopes.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { FailureLimiter } from '../../platform/limits/limits.ts';
import { createKeyOfHash } from '../../tenancy/accounts/index.ts';
import { type DeviceLogin, readUserCode } from './device-login.ts';
import { lockWaiting, markApproved, markRejected, selectWaiting } from './store.ts';

/** `realNow`: a device login does not follow the clock of a sandbox. */
type Decider = Scope & { realNow: Date };
type ByCode = { userCode: string };
type KeyOfDevice = { clientId: string; name: string; scopes: readonly KeyScope[] };

/** Returns the login that waits under a code. Throws `device_login_not_found`. */
export async function findDeviceLogin(
  { db, realNow }: { db: Queryable; realNow: Date },
  { userCode }: ByCode,
): Promise<DeviceLogin> {
  const login = await selectWaiting(db, { userCode: readUserCode(userCode), realNow });
  return login ?? Promise.reject(deviceLoginNotFound());
}

/**
 * Creates the key that the program will collect. Throws `device_login_not_found`, and what
 * `createApiKey` throws.
 */
export async function approveDeviceLogin(
  scope: Decider,
  asked: ByCode & { name?: string; scopes: readonly string[] },
): Promise<KeyOfDevice> {
  const userCode = readUserCode(asked.userCode);
  const login = await lockWaiting(scope.db, { userCode, realNow: scope.realNow });
  if (!login) throw deviceLoginNotFound();

  const { name = login.deviceName, scopes } = asked;
  const draft = { name, scopes, secretHash: login.secretHash };
  const key = await createKeyOfHash(scope, draft);
  const { clientId } = key;
  await markApproved(scope.db, { userCode, accountId: scope.accountId, clientId });
  return key;
}

/** Ends a login without a key. Throws `device_login_not_found`. */
export async function rejectDeviceLogin(scope: Decider, asked: ByCode): Promise<void> {
  const userCode = readUserCode(asked.userCode);
  const { accountId, realNow } = scope;
  const rejected = await markRejected(scope.db, { userCode, accountId, realNow });
  if (!rejected) throw deviceLoginNotFound();

  audit(scope, { action: 'device_login.rejected', target: null, before: null, after: rejected });
}

/**
 * Runs `work` and counts a code that names nothing. Throws `rate_limited` after ten of them in a
 * minute by the same caller.
 */
export async function countingGuesses<T>(
  limiter: FailureLimiter,
  { actor }: Pick<Scope, 'actor'>,
  work: () => Promise<T>,
): Promise<T> {
  const name = actorIdOf(actor);
  await limiter.refuseIfTooMany(name);
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'device_login_not_found') {
      limiter.countFailure(name);
    }
    throw error;
  }
}

export function deviceLoginNotFound(): Refusal {
  const detail = 'This code is wrong, was already used, or has expired. Start the login again.';
  return new Refusal('device_login_not_found', detail);
}
