import { DecryptionFailed, type Encryption } from '../../../kernel/encryption.ts';
import type { Database } from '../../../platform/db/database.ts';
import { secretPlace } from '../sending/attempt.ts';
import { type KeptSecrets, selectSecrets, updateSecrets } from './secret-store.ts';

const BATCH = 500;

/**
 * Encrypts the secrets of all endpoints again with the newest secret key, one after the other.
 * Returns how many endpoints that were, and how many no configured key decrypts.
 */
export async function reencryptWebhookSecrets(
  db: Database,
  encryption: Encryption,
): Promise<{ reencrypted: number; unreadable: number }> {
  const count = { reencrypted: 0, unreadable: 0 };
  let after: KeptSecrets | undefined;
  do {
    const batch = await selectSecrets(db, { after, limit: BATCH });
    for (const kept of batch) count[await replace(db, kept, encryption)] += 1;
    after = batch.at(-1);
  } while (after);
  return count;
}

async function replace(db: Database, kept: KeptSecrets, encryption: Encryption) {
  const renewed = sealAgain(kept, encryption);
  if (!renewed) return 'unreadable';
  await updateSecrets(db, { ...kept, renewed });
  return 'reencrypted';
}

type Renewed = Pick<KeptSecrets, 'secretEncrypted' | 'previousSecretEncrypted'>;

function sealAgain(kept: KeptSecrets, encryption: Encryption): Renewed | undefined {
  const place = secretPlace(kept);
  const again = (sealed: Buffer) => encryption.encrypt(encryption.decrypt(sealed, place), place);
  try {
    return {
      secretEncrypted: again(kept.secretEncrypted),
      previousSecretEncrypted: kept.previousSecretEncrypted && again(kept.previousSecretEncrypted),
    };
  } catch (error) {
    if (error instanceof DecryptionFailed) return undefined;
    throw error;
  }
}
