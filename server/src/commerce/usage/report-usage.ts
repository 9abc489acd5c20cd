import type { Database } from '../../platform/db/database.ts';
import { keepRejected } from './keep-rejected.ts';
import { shareReport } from './share-report.ts';
import type { UsageLane } from './usage-lane.ts';
import type { ReportedUse } from './usage-record.ts';

export type ReportParts = { db: Database; usageLane: UsageLane };

/** Charges a carrier's report like `chargeUsage`, and keeps its rejected records. */
export async function reportUsage(
  parts: ReportParts,
  carrier: string,
  sent: readonly unknown[],
): Promise<ReportedUse[]> {
  const reported = await chargeUsage(parts, carrier, sent);
  await keepRejected(parts.db, carrier, rejectedOf(sent, reported));
  return reported;
}

/**
 * Charges a carrier's report and returns what became of each record, in the order sent. The records
 * of an account are charged in one transaction, up to a thousand of them; whatever happens between
 * two transactions, a report that is repeated counts only what was not counted before.
 */
export async function chargeUsage(
  { db, usageLane }: ReportParts,
  carrier: string,
  sent: readonly unknown[],
): Promise<ReportedUse[]> {
  const { checked, shares, rejected } = await shareReport(db, carrier, sent);
  const reported: ReportedUse[] = new Array(sent.length);
  for (const { place, reason } of rejected) {
    const recordId = checked[place]?.recordId ?? null;
    reported[place] = { recordId, outcome: 'rejected', reason };
  }
  // An account that fails does not hold up its neighbours: the carrier repeats the report.
  const settled = await Promise.allSettled(
    shares.map(async ({ places, ...share }) => {
      const uses = await usageLane.submit(share.accountId, share);
      for (const [index, place] of places.entries()) {
        reported[place] = uses?.[index] as ReportedUse;
      }
    }),
  );
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return reported;
}

/** Returns the rejected records as they were sent. */
function rejectedOf(sent: readonly unknown[], reported: readonly ReportedUse[]) {
  return reported.flatMap((one, place) =>
    one.outcome === 'rejected' ? [{ sent: sent[place], reason: one.reason }] : [],
  );
}
