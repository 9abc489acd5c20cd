import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

export async function updateErased(tx: Tx, accountId: string, customerId: string): Promise<void> {
  await tx.run(sql`
    update activated_items
    set user_ip = null, user_country = null
    where account_id = ${accountId}
      and customer_id = ${customerId}
      and (user_ip is not null or user_country is not null)`);
}

/**
 * Of any account. `sold_at` is the account's time, which a sandbox moves; the id says the real one
 * (UUID version 7), so the cutoff is the first id that could be made at that moment.
 */
export function clearOldUserIps(
  db: Queryable,
  { olderThanDays, limit }: { olderThanDays: number; limit: number },
): Promise<number> {
  return db.run(sql`
    update activated_items
    set user_ip = null
    where (account_id, id) in (
      select account_id, id
      from activated_items
      where user_ip is not null
        and id < rpad(
          lpad(to_hex((
            extract(epoch from now() - make_interval(days => ${olderThanDays})) * 1000
          )::bigint), 12, '0'),
          32, '0'
        )::uuid
      order by id
      limit ${limit}
      for update skip locked
    )`);
}
