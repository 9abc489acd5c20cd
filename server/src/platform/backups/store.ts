import { type Queryable, sql } from '../db/database.ts';

/** Records that a backup has been finished, so that its age can be watched. */
export async function recordBackup(db: Queryable, { bytes }: { bytes?: number }): Promise<void> {
  await db.run(sql`
    insert into backups (finished_at, bytes)
    values (now(), ${bytes ?? null})`);
}

/** Returns the age of the newest recorded backup; undefined when there is none. */
export async function readLastBackup(
  db: Queryable,
): Promise<{ finishedAt: Date; ageSeconds: number } | undefined> {
  return await db.row<{ finishedAt: Date; ageSeconds: number }>(sql`
    select finished_at as "finishedAt",
      extract(epoch from now() - finished_at)::float8 as "ageSeconds"
    from backups
    order by finished_at desc
    limit 1`);
}
