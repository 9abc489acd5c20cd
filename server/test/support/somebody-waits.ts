import { type Database, sql } from '../../src/platform/db/database.ts';

/** Resolves once some session of the database waits for a lock of another. */
export async function somebodyWaits(db: Database): Promise<void> {
  for (;;) {
    const row = await db.row(sql`
      select 1
      from pg_stat_activity
      where datname = current_database()
        and wait_event_type = 'Lock'`);
    if (row) return;
  }
}
