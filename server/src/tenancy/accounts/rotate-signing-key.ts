import type { Encryption } from '../../kernel/encryption.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { findSigner, newSigningKey } from './signing-key.ts';
import {
  insertSigningKey,
  lockSigningKeys,
  retireSigningKeys,
  revokeSigningKeys,
  selectSigningKeys,
} from './signing-key-store.ts';

/**
 * How long a new key is published before it signs: longer than any process keeps its copy of the
 * keys, so that every process can verify the first token that it signs.
 */
export const PUBLISHED_AHEAD_MS = 120_000;

/**
 * Brings a new key to sign access tokens with. The old one signs for two more minutes, and verifies
 * until its last token has expired. The new one is encrypted with the newest secret, so this is
 * also how the secret is rotated. With `revokesOlder` no token that was signed before verifies any
 * more, as soon as every process has read the keys again.
 */
export async function rotateSigningKey(
  tx: Tx,
  {
    encryption,
    now,
    revokesOlder = false,
  }: { encryption: Encryption; now: Date; revokesOlder?: boolean },
): Promise<{ kid: string }> {
  const key = await newSigningKey(encryption, now);
  await lockSigningKeys(tx);
  if (revokesOlder) await revokeSigningKeys(tx);
  else await retireSigningKeys(tx, new Date(now.getTime() + PUBLISHED_AHEAD_MS));
  await insertSigningKey(tx, key);
  return { kid: key.kid };
}

/** Makes the first key, unless another process was faster. */
export async function makeFirstSigningKey(
  db: Database,
  { encryption, now }: { encryption: Encryption; now: Date },
): Promise<void> {
  const key = await newSigningKey(encryption, now);
  await db.transaction(async (tx) => {
    await lockSigningKeys(tx);
    const known = await selectSigningKeys(tx, now);
    if (!findSigner(known, now)) await insertSigningKey(tx, key);
  });
}
