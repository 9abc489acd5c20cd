import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

type Claim = { carrier: string; eventId: string };

export async function hasEventId(
  db: Queryable,
  accountId: string,
  { carrier, eventId }: Claim,
): Promise<boolean> {
  const row = await db.row(sql`
    select event_id
    from profile_event_ids
    where account_id = ${accountId}
      and carrier = ${carrier}
      and event_id = ${eventId}`);
  return row !== undefined;
}

export async function insertEventId(
  tx: Tx,
  accountId: string,
  { carrier, eventId }: Claim,
): Promise<void> {
  await tx.run(sql`
    insert into profile_event_ids (account_id, carrier, event_id)
    values (${accountId}, ${carrier}, ${eventId})`);
}
