import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

export type Threshold = { carrier: string; alertThreshold: number; warnedAt: Date | null };

export function selectThresholds(db: Queryable) {
  return db.rows<Threshold>(sql`
    select carrier, low_below as "alertThreshold", warned_at as "warnedAt"
    from stock_thresholds
    order by carrier`);
}

/** Sets a threshold; operators are warned again when the stock is below it. */
export async function upsertThreshold(
  tx: Tx,
  { carrier, alertThreshold }: { carrier: string; alertThreshold: number },
): Promise<void> {
  await tx.run(sql`
    insert into stock_thresholds (carrier, low_below)
    values (${carrier}, ${alertThreshold})
    on conflict (carrier) do update
    set low_below = excluded.low_below, warned_at = null`);
}

/** Returns true for the first call since the stock became low. */
export async function markWarned(
  tx: Tx,
  { carrier, at }: { carrier: string; at: Date },
): Promise<boolean> {
  const changed = await tx.run(sql`
    update stock_thresholds
    set warned_at = ${at}
    where carrier = ${carrier}
      and warned_at is null`);
  return changed === 1;
}

export async function clearWarning(tx: Tx, carrier: string): Promise<void> {
  await tx.run(sql`
    update stock_thresholds
    set warned_at = null
    where carrier = ${carrier}
      and warned_at is not null`);
}
