import type { Spent } from '../../kernel/mandate.ts';
import { bigints, texts, uuids } from '../../platform/db/arrays.ts';
import { sql, type Tx } from '../../platform/db/database.ts';
import { ofAccounts } from '../../platform/db/distribution.ts';

/** A key on a UTC date, `2026-04-30`. */
export type KeyDay = { accountId: string; clientId: string; day: string };
export type KeySpending = KeyDay & { spentMinor: bigint };

/** What a key has spent on a day, and in the month of the day up to it. */
export type KeySpent = { clientId: string } & Spent;

export function selectKeySpending(tx: Tx, keys: readonly KeyDay[]): Promise<KeySpent[]> {
  const accountIds = keys.map(({ accountId }) => accountId);
  return tx.rows<KeySpent>(sql`
    select spent.client_id as "clientId",
      coalesce(sum(spent.spent_minor) filter (where spent.day = key.day::date), 0)::bigint
        as "todayMinor",
      sum(spent.spent_minor)::bigint as "monthMinor"
    from unnest(
      ${uuids(accountIds)}::uuid[],
      ${texts(keys.map(({ clientId }) => clientId))}::text[],
      ${texts(keys.map(({ day }) => day))}::text[]
    ) as key (account_id, client_id, day)
    join api_key_spending as spent
      on spent.account_id = key.account_id
      and spent.client_id = key.client_id
      and spent.day between date_trunc('month', key.day::date)::date and key.day::date
      ${ofAccounts(tx, sql`spent.account_id`, accountIds)}
    group by spent.account_id, spent.client_id`);
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
  if (spentMinor > limitMinor) return false;
  const added = await tx.run(sql`
    insert into api_key_spending (account_id, client_id, day, spent_minor)
    values (${accountId}, ${clientId}, ${day}::date, ${spentMinor})
    on conflict (account_id, client_id, day)
    do update set spent_minor = api_key_spending.spent_minor + excluded.spent_minor
    where api_key_spending.spent_minor + excluded.spent_minor <= ${limitMinor}::bigint`);
  return added === 1;
}

export async function resetKeySpending(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`delete from api_key_spending where account_id = ${accountId}`);
}
