import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

export type PasskeyRow = { id: string; name: string | null; createdAt: Date; isBackedUp: boolean };

export async function selectPasskeys(db: Queryable, personId: string): Promise<PasskeyRow[]> {
  return await db.rows<PasskeyRow>(sql`
    select id, name, created_at as "createdAt", backed_up as "isBackedUp"
    from passkeys
    where person_id = ${personId}
    order by created_at, id`);
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
    returning id, name, created_at as "createdAt", backed_up as "isBackedUp"`);
}

export async function deletePasskey(
  tx: Tx,
  passkey: { personId: string; id: string },
): Promise<boolean> {
  const deleted = await tx.run(sql`
    delete from passkeys
    where person_id = ${passkey.personId}
      and id = ${passkey.id}`);
  return deleted === 1;
}
