import { audit } from '../../kernel/context.ts';
import type { Encryption } from '../../kernel/encryption.ts';
import { isUuid } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { createRadiusClient, deleteRadiusClient, rotateRadiusSecret } from './change-clients.ts';
import { type ClientInput, checkClient, openSecret, type RadiusClient } from './client.ts';
import { lockClient, selectClient, selectSecrets, updateClient } from './client-store.ts';

type Sealing = { encryption: Encryption };
/** A secret that was made is returned once; one that was given is not read out. */
export type ClientWithSecret = { client: RadiusClient; secret: string | null };
/** What can be changed: sessions are known by carrier, and the name by the audit log. */
export type ClientChange = Pick<ClientInput, 'networks' | 'disconnectPort' | 'country'>;

/** Creates a client. Throws `invalid_request`, also if the name is taken. */
export async function addClient(
  scope: Scope,
  { encryption, ...input }: ClientInput & { secret?: string | undefined } & Sealing,
): Promise<ClientWithSecret> {
  const { id, secret } = await createRadiusClient(scope.db, { ...input, encryption });
  const client = await readClient(scope.db, id);
  const { name, carrier, networks } = client;
  const after = { name, carrier, networks };
  audit(scope, { action: 'radius_client.created', target: id, before: null, after });
  return { client, secret: input.secret === undefined ? secret : null };
}

/** Changes a client within two seconds. Throws `radius_client_not_found`, `invalid_request`. */
export async function changeClient(
  scope: Scope,
  { id, ...change }: ClientChange & { id: string },
): Promise<RadiusClient> {
  const before = await lockNamed(scope, id);
  const { name, carrier } = before;
  const changed = checkClient({ name, carrier, ...change });
  await updateClient(scope.db, { id, ...changeable(changed) });
  audit(scope, {
    action: 'radius_client.changed',
    target: id,
    before: changeable(before),
    after: changeable(changed),
  });
  return readClient(scope.db, id);
}

/**
 * Replaces a client's secret; the one before is accepted for `overlapSeconds` as well. Throws
 * `radius_client_not_found`, `invalid_request`.
 */
export async function rotateSecret(
  scope: Scope,
  { id, ...rotation }: { id: string; secret?: string; overlapSeconds: number } & Sealing,
): Promise<ClientWithSecret> {
  const { name } = await lockNamed(scope, id);
  const { secret } = await rotateRadiusSecret(scope.db, { ...rotation, name });
  const { overlapSeconds } = rotation;
  const after = { overlapSeconds };
  audit(scope, { action: 'radius_client.secret_rotated', target: id, before: null, after });
  const client = await readClient(scope.db, id);
  return { client, secret: rotation.secret === undefined ? secret : null };
}

/** Ends a client: its packets get no answer. Throws `radius_client_not_found`. */
export async function endClient(scope: Scope, { id }: { id: string }): Promise<void> {
  const { name, carrier, networks } = await lockNamed(scope, id);
  await deleteRadiusClient(scope.db, { name });
  const before = { name, carrier, networks };
  audit(scope, { action: 'radius_client.ended', target: id, before, after: null });
}

/** Returns whether a client accepts a secret now. */
export async function acceptsSecret(
  db: Queryable,
  encryption: Encryption,
  { id, secret }: { id: string; secret: string },
): Promise<boolean> {
  const client = await selectClient(db, id);
  const kept = client && (await selectSecrets(db, id));
  if (!kept) return false;
  const { secretEncrypted, previousSecretEncrypted: previous } = kept;
  const taken = [secretEncrypted, ...(client.previousUntil && previous ? [previous] : [])];
  return taken.some((one) => openSecret(encryption, id, one) === secret);
}

async function readClient(db: Queryable, id: string): Promise<RadiusClient> {
  const client = isUuid(id) ? await selectClient(db, id) : undefined;
  if (!client) throw new Refusal('radius_client_not_found', 'No RADIUS client has this ID.');
  return client;
}

async function lockNamed({ db }: Scope, id: string): Promise<RadiusClient> {
  const { name } = await readClient(db, id);
  await lockClient(db, name);
  return readClient(db, id);
}

function changeable({ networks, disconnectPort, country }: ClientChange) {
  return { networks, disconnectPort, country };
}
