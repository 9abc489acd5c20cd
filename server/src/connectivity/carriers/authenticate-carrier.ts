import { timingSafeEqual } from 'node:crypto';
import { readBasicCredentials } from '../../kernel/basic-credentials.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { type CarrierKey, hashKeySecret } from './carrier-key.ts';
import { selectKey } from './key-store.ts';

/** Counts failures by name, and refuses `rate_limited` a name that had too many. */
type FailureLimiter = {
  refuseIfTooMany(name: string): void;
  countFailure(name: string): void;
};

/**
 * The carrier that calls, by the id and secret of its key (HTTP Basic). Refuses
 * `invalid_credentials`, which takes the same statement and the same comparison whether there is
 * such a key or not, and after too many of them for one key id `rate_limited`.
 */
export async function authenticateCarrier(
  { db, failureLimiter }: { db: Queryable; failureLimiter: FailureLimiter },
  authorization: string | undefined,
): Promise<CarrierKey> {
  const credentials = readBasicCredentials(authorization);
  if (!credentials) throw wrongKey();
  const { clientId: keyId, clientSecret } = credentials;
  const { carrier, secretHash, isKnown } = await selectKey(db, keyId);
  const isRight = timingSafeEqual(hashKeySecret(clientSecret), secretHash);
  if (isRight && isKnown) return { keyId, carrier };

  failureLimiter.refuseIfTooMany(keyId);
  failureLimiter.countFailure(keyId);
  throw wrongKey();
}

function wrongKey(): Refusal {
  return new Refusal('invalid_credentials', 'The carrier key or its secret is wrong.');
}
