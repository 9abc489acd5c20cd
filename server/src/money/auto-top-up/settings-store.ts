import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { AutoTopUp } from './auto-top-up.ts';

const columns = sql`
  account_id as "accountId", organization_id as "organizationId", mode, enabled,
  threshold_minor as "thresholdMinor", amount_minor as "amountMinor",
  monthly_cap_minor as "monthlyCapMinor", payment_method_id as "paymentMethodId", round,
  off_reason as "offReason", cap_told_month as "capNotifiedMonth",
  limit_told_day as "limitNotifiedDay"`;

/** Returns the settings of the account; undefined if they were never set. */
export function selectAutoTopUp(db: Queryable, accountId: string) {
  return db.row<AutoTopUp>(sql`
    select ${columns}
    from auto_top_ups
    where account_id = ${accountId}`);
}

/** Locks the settings, so that one decision is made at a time for an account. */
export function selectAutoTopUpForUpdate(tx: Tx, accountId: string) {
  return tx.row<AutoTopUp>(sql`
    select ${columns}
    from auto_top_ups
    where account_id = ${accountId}
    for no key update`);
}

type Settings = Omit<AutoTopUp, 'round' | 'offReason' | 'capNotifiedMonth' | 'limitNotifiedDay'>;

/** Saves new settings, which start a new round. */
export async function upsertAutoTopUp(tx: Tx, settings: Settings, now: Date): Promise<void> {
  await tx.run(sql`
    insert into auto_top_ups as kept (
      account_id, organization_id, mode, enabled, threshold_minor, amount_minor,
      monthly_cap_minor, payment_method_id, updated_at
    )
    values (
      ${settings.accountId}, ${settings.organizationId}, ${settings.mode}, ${settings.enabled},
      ${settings.thresholdMinor}, ${settings.amountMinor}, ${settings.monthlyCapMinor},
      ${settings.paymentMethodId}, ${now}
    )
    on conflict (account_id) do update
    set enabled = excluded.enabled, threshold_minor = excluded.threshold_minor,
      amount_minor = excluded.amount_minor, monthly_cap_minor = excluded.monthly_cap_minor,
      payment_method_id = excluded.payment_method_id, updated_at = excluded.updated_at,
      round = kept.round + 1, off_reason = null`);
}

export async function updateRound(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`
    update auto_top_ups
    set round = round + 1
    where account_id = ${accountId}`);
}

export async function updateSwitchedOff(
  tx: Tx,
  accountId: string,
  offReason: string,
): Promise<void> {
  await tx.run(sql`
    update auto_top_ups
    set enabled = false, off_reason = ${offReason}
    where account_id = ${accountId}`);
}

/** Returns whether the account was not notified of this month's cap before. */
export async function markCapNotified(tx: Tx, accountId: string, month: string): Promise<boolean> {
  const marked = await tx.run(sql`
    update auto_top_ups
    set cap_told_month = ${month}
    where account_id = ${accountId}
      and cap_told_month is distinct from ${month}`);
  return marked === 1;
}

/** Returns whether the account was not notified of this day's limit before. */
export async function markLimitNotified(tx: Tx, accountId: string, day: string): Promise<boolean> {
  const marked = await tx.run(sql`
    update auto_top_ups
    set limit_told_day = ${day}
    where account_id = ${accountId}
      and limit_told_day is distinct from ${day}`);
  return marked === 1;
}

export async function deleteAutoTopUp(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`delete from auto_top_ups where account_id = ${accountId}`);
}
