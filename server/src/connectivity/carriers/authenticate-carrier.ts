import { timingSafeEqual } from 'node:crypto';
import { readBasicCredentials } from '../../kernel/basic-credentials.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { FailureLimiter } from '../../platform/limits/limits.ts';
import { type CarrierKey, hashKeySecret } from './carrier-key.ts';
import { selectKey, updateLastUsed } from './key-store.ts';

/**
 * Returns the carrier's key from the ID and secret of HTTP Basic. Throws `invalid_credentials`,
 * after the same statement and comparison whether the key exists or not, and `rate_limited` after
 * too many failures of one key ID.
 */
export async function authenticateCarrier(
  { db, failureLimiter }: { db: Queryable; failureLimiter: Pick<FailureLimiter, 'countOrRefuse'> },
  authorization: string | undefined,
): Promise<CarrierKey> {
  const credentials = readBasicCredentials(authorization);
  if (!credentials) throw wrongCredentials();
  const { clientId: keyId, clientSecret } = credentials;
  const { carrier, secretHash, isKnown, wasSeen } = await selectKey(db, keyId);
  const isMatch = timingSafeEqual(hashKeySecret(clientSecret), secretHash);
  if (isMatch && isKnown) {
    if (!wasSeen) await updateLastUsed(db, keyId);
    return { keyId, carrier };
  }

  await failureLimiter.countOrRefuse(keyId);
  throw wrongCredentials();
}

function wrongCredentials(): Refusal {
  return new Refusal('invalid_credentials', 'The carrier key or its secret is wrong.');
}
