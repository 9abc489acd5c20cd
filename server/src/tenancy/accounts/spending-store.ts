import { bigints, texts, uuids } from '../../platform/db/arrays.ts';
import { sql, type Tx } from '../../platform/db/database.ts';

/** A key on a UTC date, `2026-04-30`. */
export type KeyDay = { accountId: string; clientId: string; day: string };
export type KeySpending = KeyDay & { spentMinor: bigint };

export function selectKeySpending(tx: Tx, keys: readonly KeyDay[]): Promise<KeySpending[]> {
  return tx.rows<KeySpending>(sql`
    select spent.account_id as "accountId", spent.client_id as "clientId",
      spent.spent_minor as "spentMinor"
    from unnest(
      ${uuids(keys.map(({ accountId }) => accountId))}::uuid[],
      ${texts(keys.map(({ clientId }) => clientId))}::text[],
      ${texts(keys.map(({ day }) => day))}::text[]
    ) as key (account_id, client_id, day)
    join api_key_spending as spent
      on spent.account_id = key.account_id
      and spent.client_id = key.client_id
      and spent.day = key.day::date`);
}

export async function addKeySpending(tx: Tx, spending: readonly KeySpending[]): Promise<void> {
  await tx.run(sql`
    insert into api_key_spending (account_id, client_id, day, spent_minor)
    select account_id, client_id, day::date, spent_minor
    from unnest(
      ${uuids(spending.map(({ accountId }) => accountId))}::uuid[],
      ${texts(spending.map(({ clientId }) => clientId))}::text[],
      ${texts(spending.map(({ day }) => day))}::text[],
      ${bigints(spending.map(({ spentMinor }) => spentMinor))}::bigint[]
    ) as spending (account_id, client_id, day, spent_minor)
    on conflict (account_id, client_id, day)
    do update set spent_minor = api_key_spending.spent_minor + excluded.spent_minor`);
}

/** Adds spending unless the day's sum would pass the limit; returns whether it was added. */
export async function addKeySpendingWithin(
  tx: Tx,
  { spending, limitMinor }: { spending: KeySpending; limitMinor: bigint },
): Promise<boolean> {
  const { accountId, clientId, day, spentMinor } = spending;
  const added = await tx.run(sql`
    insert into api_key_spending (account_id, client_id, day, spent_minor)
    select ${accountId}::uuid, ${clientId}, ${day}::date, ${spentMinor}::bigint
    where ${spentMinor}::bigint <= ${limitMinor}::bigint
    on conflict (account_id, client_id, day)
    do update set spent_minor = api_key_spending.spent_minor + excluded.spent_minor
    where api_key_spending.spent_minor + excluded.spent_minor <= ${limitMinor}::bigint`);
  return added === 1;
}

export async function resetKeySpending(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`delete from api_key_spending where account_id = ${accountId}`);
}
