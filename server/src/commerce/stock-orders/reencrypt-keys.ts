import type { Encryption } from '../../kernel/encryption.ts';
import type { Database } from '../../platform/db/database.ts';
import { openKey, sealKey } from './smdp.ts';
import { selectSmdps, updateSealedKey } from './smdp-store.ts';

/** Encrypts the private keys for SM-DP+ again with the newest secret key. */
export async function reencryptSmdpKeys(
  db: Database,
  encryption: Encryption,
): Promise<{ reencrypted: number; unreadable: number }> {
  const counts = { reencrypted: 0, unreadable: 0 };
  for (const { name, privateKeyEncrypted: before } of await selectSmdps(db)) {
    if (before === null) continue;
    const after = sealAgain(encryption, name, before);
    if (after) await updateSealedKey(db, { name, before, after });
    counts[after ? 'reencrypted' : 'unreadable'] += 1;
  }
  return counts;
}

function sealAgain(encryption: Encryption, name: string, sealed: Buffer): Buffer | undefined {
  try {
    return sealKey(encryption, name, openKey(encryption, name, sealed));
  } catch {
    return undefined;
  }
}
