import { audit } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Database, Queryable } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { deleteOneRejected, type RejectedRecord, selectRejected } from './rejected-store.ts';
import { chargeUsage } from './report-usage.ts';
import type { UsageLane } from './usage-lane.ts';
import type { ReportedUse } from './usage-record.ts';

type Correction = {
  /** Of the rejected record. */
  id: string;
  /** The corrected record, as its carrier would have sent it. */
  record: object;
  db: Database;
  usageLane: UsageLane;
};

/**
 * Reports a corrected record for its carrier, by which it is charged like any other, and deletes
 * the rejected one. The report has transactions of its own: if this one is lost, the record is a
 * duplicate when it is sent again. Throws `usage_record_not_found`, and `invalid_request` with the
 * reason if it is rejected again.
 */
export async function resendRejected(
  scope: Scope,
  { id, record, db, usageLane }: Correction,
): Promise<ReportedUse> {
  const { carrier, reason } = await readRejected(scope.db, id);
  const [reported] = await chargeUsage({ db, usageLane }, carrier, [record]);
  if (!reported) throw new Error('A report of one record had no result.');
  if (reported.outcome === 'rejected') {
    const errors = [{ path: '/record', message: reported.reason }];
    throw new Refusal('invalid_request', `Rejected again: ${reported.reason}.`, { errors });
  }
  await deleteOneRejected(scope.db, { carrier, id });
  const after = { recordId: reported.recordId, outcome: reported.outcome };
  audit(scope, { action: 'usage_record.corrected', target: id, before: { reason }, after });
  return reported;
}

/** Deletes a rejected record, which is not charged. Throws `usage_record_not_found`. */
export async function discardRejected(scope: Scope, { id }: { id: string }): Promise<void> {
  const { carrier, reason } = await readRejected(scope.db, id);
  await deleteOneRejected(scope.db, { carrier, id });
  const before = { carrier, reason };
  audit(scope, { action: 'usage_record.discarded', target: id, before, after: null });
}

async function readRejected(db: Queryable, id: string): Promise<RejectedRecord> {
  const found = /^[0-9a-f]{64}$/.test(id) ? await selectRejected(db, id) : undefined;
  if (!found) throw new Refusal('usage_record_not_found', 'No rejected record has this ID.');
  return found;
}
