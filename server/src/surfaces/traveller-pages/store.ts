import { type Queryable, sql } from '../../platform/db/database.ts';

/** Returns what time it is in the account; undefined when there is no such account. */
export async function selectAccountTime(
  db: Queryable,
  accountId: string,
): Promise<Date | undefined> {
  const row = await db.row<{ now: Date }>(sql`
    select now() + clock_offset_ms * interval '1 millisecond' as now
    from accounts
    where id = ${accountId}`);
  return row?.now;
}
