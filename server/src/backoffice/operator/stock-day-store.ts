import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { StockDay } from './stock-pace.ts';

/** Keeps what is free; the last of a day stays. */
export async function upsertStockDay(
  tx: Tx,
  { carrier, free, at }: { carrier: string; free: number; at: Date },
): Promise<void> {
  await tx.run(sql`
    insert into profile_stock_days (carrier, day, free)
    values (${carrier}, (${at}::timestamptz at time zone 'UTC')::date, ${free})
    on conflict (carrier, day) do update
    set free = excluded.free`);
}

/** Returns the days of all carriers from a day on, the earliest first. */
export function selectStockDays(db: Queryable, from: Date) {
  return db.rows<StockDay & { carrier: string }>(sql`
    select carrier, day::text as day, free
    from profile_stock_days
    where day >= (${from}::timestamptz at time zone 'UTC')::date
    order by day, carrier`);
}
