import { createEncryption } from '../kernel/encryption.ts';
import type { Config } from '../platform/config/config.ts';
import { readSecretKey } from '../platform/config/secret-key.ts';
import type { Database } from '../platform/db/database.ts';
import { findUnreadableKeys, hasSigningKeys } from '../tenancy/accounts/index.ts';
import { findPending } from './prepare-store.ts';

type Secrets = Pick<Config, 'secretKey' | 'olderSecretKeys' | 'home'>;

/**
 * Returns the secret key of this installation. Throws if it is not the one with which the secrets
 * in the database were encrypted: every login would fail. In sandbox mode a key is generated, but
 * only for a database that has no secrets yet.
 */
export async function openSecrets(db: Database, config: Secrets, now: () => Date): Promise<Buffer> {
  if (await findPending(db)) return readSecretKey(config);
  const secretKey = await readSecretKey(config, { mayCreate: !(await hasSigningKeys(db)) });
  const wrong = await findWrongSecret(db, { ...config, secretKey }, now);
  if (wrong) throw new Error(wrong);
  return secretKey;
}

/** Returns a sentence if the secret keys do not decrypt the signing keys in use. */
export async function findWrongSecret(
  db: Database,
  { secretKey, olderSecretKeys }: Secrets & { secretKey: Buffer },
  now: () => Date,
): Promise<string | undefined> {
  const encryption = createEncryption([secretKey, ...olderSecretKeys]);
  const [kid] = await findUnreadableKeys(db, { encryption, now: now() });
  if (kid === undefined) return undefined;
  return (
    `GIGASTORE_SECRET_KEY does not decrypt the signing key ${kid} of this database. Put the key ` +
    'that was used before behind the new one, separated by a comma; if it is lost, run ' +
    'gigastore rotate-signing-key.'
  );
}
