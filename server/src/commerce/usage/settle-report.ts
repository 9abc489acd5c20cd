import { createHash } from 'node:crypto';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import { checkRecord } from './check-record.ts';
import { keepRejected } from './keep-rejected.ts';
import { claimPart, keepOutcomes, type Settled, selectOutcomes } from './report-part-store.ts';
import {
  claimUnsettled,
  deleteSettled,
  insertReport,
  markSettled,
  type StoredReport,
  selectReport,
} from './report-store.ts';
import type { ReportParts } from './report-usage.ts';
import { shareReport } from './share-report.ts';
import type { RecordedUse, ReportedUse } from './usage-record.ts';

/** After so long another process settles a report; a lane gives up earlier. */
const LEASE_MS = 60_000;
/** Shares that may wait in the lane before a process accepts no more reports. */
const MAX_WAITING = 256;
const RETRY_AFTER_SECONDS = 1;
const SWEPT = 20;
/** How long the outcomes of a settled report can be read. */
const KEPT_DAYS = 30;

export type AcceptedReport = { reportId: string; records: number };

/**
 * Keeps a report durably and starts to settle it; `onFailure` is called if that fails; the worker
 * then settles it. A report that is sent again is the same report. Throws `service_unavailable`
 * while too many wait.
 */
export async function acceptReport(
  parts: ReportParts & { onFailure: (error: unknown, reportId: string) => void },
  carrier: string,
  sent: readonly unknown[],
): Promise<AcceptedReport> {
  if (parts.usageLane.waiting() >= MAX_WAITING) {
    throw new Refusal('service_unavailable', 'Too many reports wait to be settled.', {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }
  const body = JSON.stringify(sent);
  const bodyHash = createHash('sha256').update(body).digest();
  const report = { carrier, bodyHash, body, records: sent.length, leaseMs: LEASE_MS };
  const { id, isNew } = await parts.db.transaction((tx) => insertReport(tx, report));
  if (isNew) {
    settleReport(parts, { id, carrier, sent }).catch((error) => parts.onFailure(error, id));
  }
  return { reportId: id, records: sent.length };
}

/** Charges a kept report; parts that were settled before are passed over. */
async function settleReport(
  { db, usageLane }: ReportParts,
  { id, carrier, sent }: { id: string; carrier: string; sent: readonly unknown[] },
): Promise<void> {
  const { shares, rejected } = await shareReport(db, carrier, sent);
  const late: { place: number; reason: string }[] = [];
  await Promise.all(
    shares.map(async ({ places, ...share }, part) => {
      const settled = settledOnce({ reportId: id, part, places });
      const uses = await usageLane.submit(share.accountId, { ...share, settled });
      for (const [index, use] of (uses ?? []).entries()) {
        if (use.outcome === 'rejected') {
          late.push({ place: places[index] as number, reason: use.reason });
        }
      }
    }),
  );
  await db.transaction((tx) => markSettled(tx, id, rejected));
  const all = [...rejected, ...late].map(({ place, reason }) => ({ sent: sent[place], reason }));
  await keepRejected(db, carrier, all);
}

function settledOnce(of: { reportId: string; part: number; places: readonly number[] }) {
  return {
    claim: (tx: Tx, accountId: string) => claimPart(tx, { accountId, ...of }),
    keep: (tx: Tx, accountId: string, uses: readonly RecordedUse[]) =>
      keepOutcomes(tx, { accountId, ...of }, uses),
  };
}

/** Settles the reports that a process accepted and did not live to settle; returns how many. */
export async function settleLeftReports(parts: ReportParts): Promise<number> {
  const left = await claimUnsettled(parts.db, { limit: SWEPT, leaseMs: LEASE_MS });
  for (const { id, carrier, body } of left) {
    await settleReport(parts, { id, carrier, sent: JSON.parse(body) as unknown[] });
  }
  return left.length;
}

export type ReportStatus = Pick<StoredReport, 'id' | 'receivedAt' | 'settledAt' | 'records'> & {
  /** What became of each record, in the order sent; null while it is not settled. */
  results: (ReportedUse | null)[];
};

/** Returns how far a carrier's report is settled. Throws `usage_report_not_found`. */
export async function readReport(
  db: Queryable,
  of: { carrier: string; id: string },
): Promise<ReportStatus> {
  const stored = await selectReport(db, of);
  if (!stored) throw new Refusal('usage_report_not_found', 'No usage report has this ID.');
  const outcomes = await selectOutcomes(db, of.id);
  const settled = [...outcomes, ...(stored.rejected ?? []).map(toRejected)];
  const results = report(JSON.parse(stored.body) as unknown[], settled);
  return { ...stored, results };
}

function toRejected({ place, reason }: { place: number; reason: string }): Settled {
  return { place, outcome: 'rejected', reason };
}

/** Returns each record's outcome, in the order sent. */
function report(sent: readonly unknown[], settled: readonly Settled[]): (ReportedUse | null)[] {
  const results: (ReportedUse | null)[] = sent.map(() => null);
  for (const { place, ...outcome } of settled) {
    const { recordId } = checkRecord(sent[place]);
    results[place] = { recordId, ...outcome } as ReportedUse;
  }
  return results;
}

/** Deletes reports that were settled 30 days ago; returns how many. */
export function pruneReports(db: Queryable): Promise<number> {
  return deleteSettled(db, { days: KEPT_DAYS });
}
