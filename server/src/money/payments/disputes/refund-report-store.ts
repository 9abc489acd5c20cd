import { sql, type Tx } from '../../../platform/db/database.ts';
import type { PurchaseKey } from '../purchases/purchase.ts';
import type { RefundReport } from './refund-report.ts';

/** Saves a report; returns false if it was saved before. */
export async function insertRefundReport(tx: Tx, report: RefundReport): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into refund_reports (
      account_id, purchase_id, kind, token, amount_minor, reported_at
    )
    values (
      ${report.accountId}, ${report.id}, ${report.kind}, ${report.token}, ${report.amountMinor},
      ${report.reportedAt}
    )
    on conflict do nothing`);
  return inserted === 1;
}

export function selectRefundReports(tx: Tx, { accountId, id }: PurchaseKey) {
  return tx.rows<RefundReport>(sql`
    select account_id as "accountId", purchase_id as id, kind, token,
      amount_minor as "amountMinor", reported_at as "reportedAt"
    from refund_reports
    where account_id = ${accountId}
      and purchase_id = ${id}`);
}

export async function deleteRefundReports(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`delete from refund_reports where account_id = ${accountId}`);
}
