import type { Encryption } from '../../kernel/encryption.ts';
import type { Database } from '../../platform/db/database.ts';
import { isReadable, sealAgain } from './signing-key.ts';
import { lockSigningKeys, selectSigningKeys, updatePrivateHalf } from './signing-key-store.ts';

/** How many secrets of a kind were encrypted again, and how many no configured key decrypts. */
export type Reencrypted = { reencrypted: number; unreadable: number };

/** Encrypts the signing keys again with the newest secret. */
export function reencryptSigningKeys(db: Database, encryption: Encryption): Promise<Reencrypted> {
  return db.transaction(async (tx) => {
    await lockSigningKeys(tx);
    const keys = await selectSigningKeys(tx, new Date(0));
    const readable = keys.filter((key) => isReadable(key, encryption));
    for (const key of readable) await updatePrivateHalf(tx, key.kid, sealAgain(key, encryption));
    return { reencrypted: readable.length, unreadable: keys.length - readable.length };
  });
}
