import type { Encryption } from '../../kernel/encryption.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Reencrypted } from '../accounts/index.ts';
import { openKey, sealKey } from './settings.ts';
import { type KeptKey, renewKey, selectKeptKeys } from './settings-store.ts';

/** Encrypts the decryption keys of all apps again with the newest secret key. */
export async function reencryptAttestationKeys(
  db: Database,
  encryption: Encryption,
): Promise<Reencrypted> {
  const counts = { reencrypted: 0, unreadable: 0 };
  for (const kept of await selectKeptKeys(db)) {
    const renewed = sealAgain(kept, encryption);
    if (renewed) await renewKey(db, { ...kept, renewed });
    counts[renewed ? 'reencrypted' : 'unreadable'] += 1;
  }
  return counts;
}

function sealAgain(kept: KeptKey, encryption: Encryption): Buffer | undefined {
  try {
    return sealKey(encryption, kept, openKey(encryption, kept, kept.decryptionKeyEncrypted));
  } catch {
    return undefined;
  }
}
