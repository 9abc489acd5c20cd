import { type Queryable, type Sql, sql, type Tx } from '../../platform/db/database.ts';

/** The transfers of one block, which have one sum. */
export const TRANSFERS_A_BLOCK = 1_000;
const size = sql`${TRANSFERS_A_BLOCK}::bigint`;

/** Returns the accounts with a full block of transfers that has no sum yet, in random order. */
export async function selectAccountsToSum(db: Queryable): Promise<string[]> {
  const rows = await db.rows<{ accountId: string }>(sql`
    select ledger.account_id as "accountId"
    from ledger_accounts as ledger
    where ledger.code = 'credits'
      and ledger.last_sequence >= ${size}
      and not exists (
        select 1 from transfer_sums as kept
        where kept.account_id = ledger.account_id
          and kept.block = ledger.last_sequence / ${size} - 1
      )
    order by random()`);
  return rows.map(({ accountId }) => accountId);
}

/**
 * Keeps the ledger from being emptied until the transaction ends. Sales go on. Returns false while
 * the ledger is being emptied.
 */
export async function holdLedger(tx: Tx, accountId: string): Promise<boolean> {
  const held = await tx.run(sql`
    select from ledger_accounts
    where account_id = ${accountId}
      and code = 'credits'
    for key share skip locked`);
  return held === 1;
}

/** Adds the sums of the next full blocks, at most `limit`. Returns how many. */
export async function insertSums(tx: Tx, accountId: string, limit: number): Promise<number> {
  const next = await tx.row<{ above: bigint }>(sql`
    select coalesce(max(block) + 1, 0) * ${size} as above
    from transfer_sums
    where account_id = ${accountId}`);
  const above = next?.above ?? 0n;
  const added = await tx.rows(sql`
    insert into transfer_sums (account_id, block, earliest_at, latest_at, amount_minor)
    select account_id, (sequence - 1) / ${size}, min(created_at), max(created_at),
      coalesce(sum(case credit_code when 'credits' then amount_minor else -amount_minor end)
        filter (where ${movesCredits}), 0)
    from transfers
    where account_id = ${accountId}
      and sequence > ${above}::bigint
      and sequence <= ${above}::bigint + ${limit}::bigint * ${size}
    group by 1, 2
    having count(*) = ${size}
    on conflict do nothing
    returning block`);
  return added.length;
}

/** Holds and their release do not change the balance, so they are no entries. */
export const movesCredits: Sql = sql`
  kind in ('posted', 'post') and 'credits' in (debit_code, credit_code)`;
