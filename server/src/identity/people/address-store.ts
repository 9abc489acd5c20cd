import { type Queryable, sql } from '../../platform/db/database.ts';

/** Only of sessions that are still in use: those that are over go as a whole. */
export function clearSessionAddresses(
  db: Queryable,
  { olderThanDays, limit }: { olderThanDays: number; limit: number },
): Promise<number> {
  return db.run(sql`
    update sessions
    set ip_address = null
    where id in (
      select id
      from sessions
      where ip_address is not null
        and created_at < now() - make_interval(days => ${olderThanDays})
      limit ${limit}
      for update skip locked
    )`);
}
