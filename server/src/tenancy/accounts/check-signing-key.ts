import type { Encryption } from '../../kernel/encryption.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { isReadable } from './signing-key.ts';
import { selectSigningKeys } from './signing-key-store.ts';

/** Returns the ids of the signing keys in use that the installation's secrets do not decrypt. */
export async function findUnreadableKeys(
  db: Queryable,
  { encryption, now }: { encryption: Encryption; now: Date },
): Promise<string[]> {
  const keys = await selectSigningKeys(db, now);
  return keys.filter((key) => !isReadable(key, encryption)).map(({ kid }) => kid);
}

/** Returns whether a signing key was ever made here, by whichever secret. */
export async function hasSigningKeys(db: Queryable): Promise<boolean> {
  return (await selectSigningKeys(db, new Date(0))).length > 0;
}
