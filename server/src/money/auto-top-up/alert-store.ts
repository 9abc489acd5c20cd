import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { CreditAlert } from './credit-alert.ts';

const columns = sql`
  account_id as "accountId", organization_id as "organizationId", enabled,
  threshold_minor as "thresholdMinor", alerted_sequence as "alertedSequence"`;

export function selectAlert(db: Queryable, accountId: string) {
  return db.row<CreditAlert>(sql`
    select ${columns}
    from credit_alerts
    where account_id = ${accountId}`);
}

export function selectAlertForUpdate(tx: Tx, accountId: string) {
  return tx.row<CreditAlert>(sql`
    select ${columns}
    from credit_alerts
    where account_id = ${accountId}
    for no key update`);
}

/** Saves the settings. A new threshold and an alert that is switched on can be sent again. */
export async function upsertAlert(
  tx: Tx,
  alert: Omit<CreditAlert, 'alertedSequence'>,
  now: Date,
): Promise<void> {
  await tx.run(sql`
    insert into credit_alerts as kept (
      account_id, organization_id, enabled, threshold_minor, updated_at
    )
    values (
      ${alert.accountId}, ${alert.organizationId}, ${alert.enabled}, ${alert.thresholdMinor},
      ${now}
    )
    on conflict (account_id) do update
    set enabled = excluded.enabled, threshold_minor = excluded.threshold_minor,
      updated_at = excluded.updated_at,
      alerted_sequence = case
        when kept.enabled and kept.threshold_minor = excluded.threshold_minor
        then kept.alerted_sequence end`);
}

export async function updateAlerted(
  tx: Tx,
  accountId: string,
  alertedSequence: bigint | null,
): Promise<void> {
  await tx.run(sql`
    update credit_alerts
    set alerted_sequence = ${alertedSequence}
    where account_id = ${accountId}`);
}

export async function deleteAlert(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`delete from credit_alerts where account_id = ${accountId}`);
}
