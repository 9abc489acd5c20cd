import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { ClientInput, KeptSecrets, RadiusClient } from './client.ts';

const columns = sql`
  id, name, carrier, networks, disconnect_port as "disconnectPort", country,
  created_at as "createdAt", last_seen_at as "lastSeenAt",
  case when previous_until > now() then previous_until end as "previousUntil"`;

const secrets = sql`
  secret_encrypted as "secretEncrypted", previous_secret_encrypted as "previousSecretEncrypted"`;

/** Inserts a client. Returns false if its name is taken. */
export async function insertClient(
  tx: Tx,
  { id, secretEncrypted, ...client }: ClientInput & Pick<KeptSecrets, 'id' | 'secretEncrypted'>,
): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into radius_clients (
      id, name, carrier, networks, secret_encrypted, disconnect_port, country
    )
    values (${id}, ${client.name}, ${client.carrier}, ${client.networks}, ${secretEncrypted},
      ${client.disconnectPort}, ${client.country})
    on conflict (name) do nothing`);
  return inserted === 1;
}

/** Returns all clients, without secrets. */
export function listRadiusClients(db: Queryable): Promise<RadiusClient[]> {
  return db.rows<RadiusClient>(sql`
    select ${columns}
    from radius_clients
    order by carrier, name`);
}

/** Returns all clients with their secrets as they are kept. */
export function selectClientsWithSecrets(db: Queryable): Promise<(RadiusClient & KeptSecrets)[]> {
  return db.rows<RadiusClient & KeptSecrets>(sql`
    select ${columns}, ${secrets}
    from radius_clients`);
}

/** Returns a client without its secrets. */
export function selectClient(db: Queryable, id: string): Promise<RadiusClient | undefined> {
  return db.row<RadiusClient>(sql`
    select ${columns}
    from radius_clients
    where id = ${id}`);
}

/** Returns the secrets of a client as they are kept. */
export function selectSecrets(db: Queryable, id: string): Promise<KeptSecrets | undefined> {
  return db.row<KeptSecrets>(sql`
    select id, ${secrets}
    from radius_clients
    where id = ${id}`);
}

/** Changes where a client's packets come from, where it takes Disconnect-Requests, its country. */
export async function updateClient(
  tx: Tx,
  { id, ...client }: Pick<ClientInput, 'networks' | 'disconnectPort' | 'country'> & { id: string },
): Promise<void> {
  await tx.run(sql`
    update radius_clients
    set networks = ${client.networks}, disconnect_port = ${client.disconnectPort},
      country = ${client.country}
    where id = ${id}`);
}

export function lockClient(tx: Tx, name: string): Promise<KeptSecrets | undefined> {
  return tx.row<KeptSecrets>(sql`
    select id, ${secrets}
    from radius_clients
    where name = ${name}
    for update`);
}

/** Replaces the secret of a locked client; the one before is taken for so long. */
export async function updateSecret(
  tx: Tx,
  { id, secretEncrypted, overlapSeconds }: RotatedSecret,
): Promise<void> {
  await tx.run(sql`
    update radius_clients
    set previous_secret_encrypted = secret_encrypted,
      previous_until = now() + make_interval(secs => ${overlapSeconds}),
      secret_encrypted = ${secretEncrypted}
    where id = ${id}`);
}

type RotatedSecret = { id: string; secretEncrypted: Buffer; overlapSeconds: number };

/** Replaces the encrypted secrets, unless they were rotated meanwhile. */
export async function renewSecrets(
  db: Queryable,
  kept: KeptSecrets & { renewed: Omit<KeptSecrets, 'id'> },
): Promise<void> {
  await db.run(sql`
    update radius_clients
    set secret_encrypted = ${kept.renewed.secretEncrypted},
      previous_secret_encrypted = ${kept.renewed.previousSecretEncrypted}
    where id = ${kept.id}
      and secret_encrypted = ${kept.secretEncrypted}`);
}

/** Deletes a client. Returns false if there is none. */
export async function deleteClient(tx: Tx, name: string): Promise<boolean> {
  const deleted = await tx.run(sql`
    delete from radius_clients
    where name = ${name}`);
  return deleted === 1;
}

/** Notes that packets of these came, at most once a minute. */
export async function touchClients(db: Queryable, ids: readonly string[]): Promise<void> {
  await db.run(sql`
    update radius_clients
    set last_seen_at = now()
    where id = any (${[...ids]}::uuid[])
      and (last_seen_at is null or last_seen_at <= now() - interval '1 minute')`);
}
