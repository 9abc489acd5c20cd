import { type Queryable, sql } from './database.ts';

/** Standbys of one name, and the lag of the slowest; null if the role may not see it. */
export type Standby = {
  name: string;
  servers: number;
  lagBytes: number | null;
  lagSeconds: number | null;
};

/**
 * Returns the standbys that are connected to the database now, by name. A base backup is none.
 * Returns none on a standby.
 */
export function selectStandbys(db: Queryable): Promise<Standby[]> {
  return db.rows<Standby>(sql`
    select application_name as name, count(*)::integer as servers,
      max(pg_wal_lsn_diff(pg_current_wal_lsn(), coalesce(replay_lsn, flush_lsn)))::float8
        as "lagBytes",
      max(case
        when coalesce(replay_lsn, flush_lsn) is not null
          then coalesce(extract(epoch from coalesce(replay_lag, flush_lag)), 0)
      end)::float8 as "lagSeconds"
    from pg_stat_replication
    where not pg_is_in_recovery()
      and state is distinct from 'backup'
    group by 1
    order by 1`);
}
