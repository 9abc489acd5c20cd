import { randomBytes } from 'node:crypto';
import type { Encryption } from '../../kernel/encryption.ts';
import { newId } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import {
  type ClientInput,
  checkClient,
  checkSecret,
  type KeptSecrets,
  noSuchClient,
  openSecret,
  sealSecret,
} from './client.ts';
import {
  deleteClient,
  insertClient,
  lockClient,
  renewSecrets,
  selectClientsWithSecrets,
  updateSecret,
} from './client-store.ts';

const SECRET_BYTES = 24;

/** The secret that was given, or a new one. */
export type ClientSecret = { name: string; secret: string };

/**
 * Creates a client, whose secret is encrypted and never read out. Without a secret a new one is
 * made and returned, once. Throws `invalid_request`, also if the name is taken.
 */
export async function createRadiusClient(
  tx: Tx,
  { secret = newSecret(), encryption, ...input }: ClientInput & SecretInput,
): Promise<ClientSecret & { id: string }> {
  const client = checkClient(input);
  const id = newId();
  const secretEncrypted = sealSecret(encryption, id, checkSecret(secret));
  const isNew = await insertClient(tx, { ...client, id, secretEncrypted });
  if (!isNew) throw invalid('/name', 'is that of another RADIUS client');
  return { id, name: client.name, secret };
}

type SecretInput = { secret?: string | undefined; encryption: Encryption };

/**
 * Replaces a client's secret; the one before is taken for `overlapSeconds` as well. Throws
 * `invalid_request`.
 */
export async function rotateRadiusSecret(
  tx: Tx,
  { name, secret = newSecret(), encryption, overlapSeconds }: SecretInput & Rotation,
): Promise<ClientSecret> {
  const client = await lockClient(tx, name);
  if (!client) throw noSuchClient(name);
  const secretEncrypted = sealSecret(encryption, client.id, checkSecret(secret));
  await updateSecret(tx, { id: client.id, secretEncrypted, overlapSeconds });
  return { name, secret };
}

type Rotation = { name: string; overlapSeconds: number };

/** Deletes a client: its packets are met with silence. Throws `invalid_request`. */
export async function deleteRadiusClient(tx: Tx, { name }: { name: string }): Promise<void> {
  if (!(await deleteClient(tx, name))) throw noSuchClient(name);
}

/** Encrypts the secrets of all clients again with the newest secret key. */
export async function reencryptRadiusSecrets(
  db: Database,
  encryption: Encryption,
): Promise<{ reencrypted: number; unreadable: number }> {
  const counts = { reencrypted: 0, unreadable: 0 };
  for (const kept of await selectClientsWithSecrets(db)) {
    const renewed = sealAgain(kept, encryption);
    if (renewed) await renewSecrets(db, { ...kept, renewed });
    counts[renewed ? 'reencrypted' : 'unreadable'] += 1;
  }
  return counts;
}

function sealAgain({ id, ...kept }: KeptSecrets, encryption: Encryption) {
  const again = (sealed: Buffer) => sealSecret(encryption, id, openSecret(encryption, id, sealed));
  const { secretEncrypted, previousSecretEncrypted: previous } = kept;
  try {
    return {
      secretEncrypted: again(secretEncrypted),
      previousSecretEncrypted: previous && again(previous),
    };
  } catch {
    return undefined;
  }
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}
