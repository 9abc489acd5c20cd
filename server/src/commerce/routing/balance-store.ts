import type { Cost } from '../../connectivity/carriers/index.ts';
import { texts } from '../../platform/db/arrays.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { CarrierBalance } from './balance.ts';

type Row = Omit<CarrierBalance, 'balance'> & {
  tenThousandths: bigint | null;
  currency: string | null;
};

/** Returns what is known of our accounts at carriers, by name. */
export async function selectBalances(db: Queryable): Promise<CarrierBalance[]> {
  const rows = await db.rows<Row>(sql`
    select carrier, balance_ten_thousandths as "tenThousandths", currency, read_at as "readAt",
      warn_below_ten_thousandths as "warnBelow", stop_below_ten_thousandths as "stopBelow",
      unfunded_at as "unfundedAt", warned_at as "warnedAt"
    from carrier_balances
    order by carrier`);
  return rows.map(({ tenThousandths, currency, ...row }) => ({
    ...row,
    balance: tenThousandths === null || currency === null ? null : { tenThousandths, currency },
  }));
}

/** Keeps a balance. One that rose ends the stop after an order without funds. */
export async function upsertBalance(
  db: Queryable,
  { carrier, balance, at }: { carrier: string; balance: Cost; at: Date },
): Promise<void> {
  await db.run(sql`
    insert into carrier_balances as kept (carrier, balance_ten_thousandths, currency, read_at)
    values (${carrier}, ${balance.tenThousandths}, ${balance.currency}, ${at})
    on conflict (carrier) do update
    set balance_ten_thousandths = excluded.balance_ten_thousandths, currency = excluded.currency,
      read_at = excluded.read_at,
      unfunded_at = case
        when excluded.balance_ten_thousandths > kept.balance_ten_thousandths then null
        else kept.unfunded_at
      end`);
}

/** Makes carriers known whose balance was not read yet. */
export async function insertUnread(db: Queryable, carriers: readonly string[]): Promise<void> {
  await db.run(sql`
    insert into carrier_balances (carrier)
    select carrier
    from unnest(${texts(carriers)}::text[]) as given (carrier)
    on conflict (carrier) do nothing`);
}

/** Keeps that the carrier refused an order for want of funds. */
export async function markUnfunded(
  db: Queryable,
  { carrier, at }: { carrier: string; at: Date },
): Promise<void> {
  await db.run(sql`
    insert into carrier_balances (carrier, unfunded_at)
    values (${carrier}, ${at})
    on conflict (carrier) do update
    set unfunded_at = excluded.unfunded_at`);
}

export type BalanceLimits = { carrier: string; warnBelow: bigint | null; stopBelow: bigint };

/** Sets the limits; operators are warned again when the balance is below them. */
export async function upsertLimits(
  tx: Tx,
  { carrier, warnBelow, stopBelow }: BalanceLimits,
): Promise<void> {
  await tx.run(sql`
    insert into carrier_balances (carrier, warn_below_ten_thousandths, stop_below_ten_thousandths)
    values (${carrier}, ${warnBelow}, ${stopBelow})
    on conflict (carrier) do update
    set warn_below_ten_thousandths = excluded.warn_below_ten_thousandths,
      stop_below_ten_thousandths = excluded.stop_below_ten_thousandths,
      warned_at = null`);
}

/** Returns true for the first call since the balance became low. */
export async function markBalanceWarned(
  tx: Tx,
  { carrier, at }: { carrier: string; at: Date },
): Promise<boolean> {
  const changed = await tx.run(sql`
    update carrier_balances
    set warned_at = ${at}
    where carrier = ${carrier}
      and warned_at is null`);
  return changed === 1;
}

export async function clearBalanceWarning(tx: Tx, carrier: string): Promise<void> {
  await tx.run(sql`
    update carrier_balances
    set warned_at = null
    where carrier = ${carrier}
      and warned_at is not null`);
}
