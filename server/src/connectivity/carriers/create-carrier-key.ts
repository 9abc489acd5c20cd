import { invalid } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { hashKeySecret, type NewCarrierKey, newKeyId, newKeySecret } from './carrier-key.ts';
import { insertKey } from './key-store.ts';

const CARRIER_NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;

/**
 * Creates a key with which the carrier reports usage and profile events of its own profiles.
 * Returns the secret, which is not stored. Throws `invalid_request`.
 */
export async function createCarrierKey(
  tx: Tx,
  { carrier }: { carrier: string },
): Promise<NewCarrierKey> {
  if (!CARRIER_NAME.test(carrier)) {
    throw invalid('/carrier', 'must be a carrier name: lower-case letters, digits and dashes');
  }
  const key = { keyId: newKeyId(), carrier, secret: newKeySecret() };
  await insertKey(tx, { ...key, secretHash: hashKeySecret(key.secret) });
  return key;
}
