import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

export type PasskeyRow = { id: string; name: string | null; createdAt: Date; isBackedUp: boolean };

const listed = sql`id, name, created_at as "createdAt", backed_up as "isBackedUp"`;

export async function selectPasskeys(db: Queryable, personId: string): Promise<PasskeyRow[]> {
  return await db.rows<PasskeyRow>(sql`
    select ${listed}
    from passkeys
    where person_id = ${personId}
    order by created_at, id`);
}

/** What an authenticator proves itself with; the key in base64. */
export type Credential = {
  credentialId: string;
  publicKey: string;
  counter: number;
  /** Separated by commas. */
  transports: string | null;
};

export async function selectCredentialIds(
  db: Queryable,
  personId: string,
): Promise<Pick<Credential, 'credentialId' | 'transports'>[]> {
  return await db.rows<Pick<Credential, 'credentialId' | 'transports'>>(sql`
    select credential_id as "credentialId", transports
    from passkeys
    where person_id = ${personId}`);
}

export type FoundPasskey = Credential & { id: string; personId: string; email: string };

/** Returns the passkey of a verified person, locked: its counter only grows. */
export async function selectCredentialForUpdate(
  tx: Tx,
  credentialId: string,
): Promise<FoundPasskey | undefined> {
  return await tx.row<FoundPasskey>(sql`
    select passkeys.id, passkeys.person_id as "personId", people.email,
      passkeys.credential_id as "credentialId", passkeys.public_key as "publicKey",
      passkeys.counter, passkeys.transports
    from passkeys
    join people on people.id = passkeys.person_id and people.email_verified
    where passkeys.credential_id = ${credentialId}
    for update of passkeys`);
}

export type NewPasskey = Credential & {
  id: string;
  personId: string;
  name: string;
  deviceType: string;
  isBackedUp: boolean;
  aaguid: string;
  createdAt: Date;
};

/** Returns false if the authenticator is registered already. */
export async function insertPasskey(tx: Tx, passkey: NewPasskey): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into passkeys (id, person_id, name, public_key, credential_id, counter, device_type,
      backed_up, transports, aaguid, created_at)
    values (${passkey.id}, ${passkey.personId}, ${passkey.name}, ${passkey.publicKey},
      ${passkey.credentialId}, ${passkey.counter}, ${passkey.deviceType}, ${passkey.isBackedUp},
      ${passkey.transports}, ${passkey.aaguid}, ${passkey.createdAt})
    on conflict (credential_id) do nothing`);
  return inserted === 1;
}

export async function updateCounter(
  tx: Tx,
  { id, counter, isBackedUp }: { id: string; counter: number; isBackedUp: boolean },
): Promise<void> {
  await tx.run(sql`
    update passkeys
    set counter = ${counter}, backed_up = ${isBackedUp}
    where id = ${id}`);
}

export async function updatePasskeyName(
  tx: Tx,
  passkey: { personId: string; id: string; name: string },
): Promise<PasskeyRow | undefined> {
  return await tx.row<PasskeyRow>(sql`
    update passkeys
    set name = ${passkey.name}
    where person_id = ${passkey.personId}
      and id = ${passkey.id}
    returning ${listed}`);
}

/** Returns the deleted passkey's name; undefined when the person has no such passkey. */
export async function deletePasskey(
  tx: Tx,
  passkey: { personId: string; id: string },
): Promise<{ name: string | null } | undefined> {
  return await tx.row<{ name: string | null }>(sql`
    delete from passkeys
    where person_id = ${passkey.personId}
      and id = ${passkey.id}
    returning name`);
}
