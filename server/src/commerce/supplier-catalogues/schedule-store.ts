import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

/** How often a carrier's catalogue is imported, and when next unless it is paused. */
export type CatalogueSchedule = {
  carrier: string;
  everyHours: number;
  isPaused: boolean;
  nextAt: Date;
};

export function selectSchedules(db: Queryable): Promise<CatalogueSchedule[]> {
  return db.rows<CatalogueSchedule>(sql`
    select carrier, every_hours as "everyHours", is_paused as "isPaused", next_at as "nextAt"
    from catalogue_schedules
    order by carrier`);
}

export async function upsertSchedule(tx: Tx, schedule: CatalogueSchedule): Promise<void> {
  await tx.run(sql`
    insert into catalogue_schedules (carrier, every_hours, is_paused, next_at)
    values (${schedule.carrier}, ${schedule.everyHours}, ${schedule.isPaused}, ${schedule.nextAt})
    on conflict (carrier) do update
    set every_hours = excluded.every_hours, is_paused = excluded.is_paused,
      next_at = excluded.next_at`);
}

export async function deleteSchedule(tx: Tx, carrier: string): Promise<void> {
  await tx.run(sql`
    delete from catalogue_schedules
    where carrier = ${carrier}`);
}

/** Returns the carriers that are due, each to one caller, and sets when they are due next. */
export async function takeDueSchedules(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx.rows<{ carrier: string }>(sql`
    update catalogue_schedules
    set next_at = ${now}::timestamptz + make_interval(hours => every_hours)
    where next_at <= ${now}
      and not is_paused
    returning carrier`);
  return rows.map(({ carrier }) => carrier);
}
