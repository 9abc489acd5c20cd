import { sql, type Tx } from '../../platform/db/database.ts';

export type KeySpending = { clientId: string; spentMinor: bigint };

/** `day` is a UTC date, `2026-04-30`. */
export function selectKeySpending(
  tx: Tx,
  accountId: string,
  { clientIds, day }: { clientIds: readonly string[]; day: string },
): Promise<KeySpending[]> {
  return tx.rows<KeySpending>(sql`
    select client_id as "clientId", spent_minor as "spentMinor"
    from api_key_spending
    where account_id = ${accountId}
      and client_id = any(${[...clientIds]}::text[])
      and day = ${day}::date`);
}

export async function addKeySpending(
  tx: Tx,
  accountId: string,
  { spending, day }: { spending: readonly KeySpending[]; day: string },
): Promise<void> {
  await tx.run(sql`
    insert into api_key_spending (account_id, client_id, day, spent_minor)
    select ${accountId}, client_id, ${day}::date, spent_minor
    from unnest(
      ${spending.map(({ clientId }) => clientId)}::text[],
      ${spending.map(({ spentMinor }) => spentMinor)}::bigint[]
    ) as spending (client_id, spent_minor)
    on conflict (account_id, client_id, day)
    do update set spent_minor = api_key_spending.spent_minor + excluded.spent_minor`);
}

/** Adds spending unless the day's sum would pass the limit; returns whether it was added. */
export async function addKeySpendingWithin(
  tx: Tx,
  accountId: string,
  { spending, day, limitMinor }: { spending: KeySpending; day: string; limitMinor: bigint },
): Promise<boolean> {
  const { clientId, spentMinor } = spending;
  const added = await tx.run(sql`
    insert into api_key_spending (account_id, client_id, day, spent_minor)
    select ${accountId}::uuid, ${clientId}, ${day}::date, ${spentMinor}::bigint
    where ${spentMinor}::bigint <= ${limitMinor}::bigint
    on conflict (account_id, client_id, day)
    do update set spent_minor = api_key_spending.spent_minor + excluded.spent_minor
    where api_key_spending.spent_minor + excluded.spent_minor <= ${limitMinor}::bigint`);
  return added === 1;
}
