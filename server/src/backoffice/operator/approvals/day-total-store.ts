import { sql, type Tx } from '../../../platform/db/database.ts';

export type DayTotal = {
  personId: string;
  kind: 'adjustment' | 'bank_receipt';
  amountMinor: bigint;
  now: Date;
};

/**
 * Adds an amount to what a person moved alone on this UTC day, unless the sum would exceed the
 * limit; returns whether it was added. One statement decides, so that amounts at once cannot pass.
 */
export async function addWithinLimit(
  tx: Tx,
  { personId, kind, amountMinor, now }: DayTotal,
  limitMinor: bigint,
): Promise<boolean> {
  if (amountMinor > limitMinor) return false;
  const day = now.toISOString().slice(0, 10);
  const added = await tx.run(sql`
    insert into operator_day_totals as total (person_id, kind, day, sum_minor)
    values (${personId}, ${kind}, ${day}::date, ${amountMinor})
    on conflict (person_id, kind, day) do update
    set sum_minor = total.sum_minor + excluded.sum_minor
    where total.sum_minor + excluded.sum_minor <= ${limitMinor}`);
  return added === 1;
}
