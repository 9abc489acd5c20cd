import { type Queryable, sql } from '../../platform/db/database.ts';

/** Returns what the last finished audit of the books found, and how long ago that was. */
export async function readLastAudit(
  db: Queryable,
): Promise<{ findings: number; ageSeconds: number } | undefined> {
  return await db.row<{ findings: number; ageSeconds: number }>(sql`
    select findings_count as findings,
      extract(epoch from now() - finished_at)::float8 as "ageSeconds"
    from book_audits
    order by finished_at desc
    limit 1`);
}

/** Returns from how few free profiles on the stock of each carrier counts as low. */
export function readStockThresholds(
  db: Queryable,
): Promise<{ carrier: string; lowBelow: number }[]> {
  return db.rows<{ carrier: string; lowBelow: number }>(sql`
    select carrier, low_below as "lowBelow"
    from stock_thresholds`);
}
