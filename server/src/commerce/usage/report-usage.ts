import { findOwners } from '../../connectivity/esims/index.ts';
import type { Database } from '../../platform/db/database.ts';
import { readClock } from '../../tenancy/accounts/index.ts';
import { checkRecord, type Unusable } from './check-record.ts';
import { keepRejected } from './keep-rejected.ts';
import { recordUsage } from './record-usage.ts';
import {
  type RecordedUse,
  type ReportedUse,
  UNKNOWN_ICCID,
  type UsageRecord,
} from './usage-record.ts';

export type ReportParts = { db: Database; realNow: () => Date };

/**
 * Takes a carrier's report: counts what can be counted and says of each record what became of it,
 * in the order sent. Each account is one transaction; whatever happens between two of them, a
 * report that is repeated counts only what was not counted before. Rejected records are kept.
 */
export async function reportUsage(
  parts: ReportParts,
  carrier: string,
  sent: readonly unknown[],
): Promise<ReportedUse[]> {
  const checked = sent.map(checkRecord);
  const outcomes = new Map<UsageRecord | Unusable, ReportedUse>();
  const failures: unknown[] = [];
  for (const [accountId, records] of await groupByAccount(parts, carrier, checked)) {
    try {
      const uses = await recordInAccount(parts, { accountId, carrier }, records);
      uses.forEach((use, index) => {
        outcomes.set(records[index] as UsageRecord, use);
      });
    } catch (error) {
      // Its neighbours are not to wait for it: the carrier repeats the report, and gets the rest.
      failures.push(error);
    }
  }

  const reported = checked.map((record) => outcomes.get(record) ?? reject(record));
  if (failures.length > 0) throw failures[0];
  await keepRejected(parts.db, { carrier, sent, reported });
  return reported;
}

async function groupByAccount(
  { db }: ReportParts,
  carrier: string,
  checked: readonly (UsageRecord | Unusable)[],
): Promise<Map<string, UsageRecord[]>> {
  const records = checked.filter((one) => 'iccid' in one);
  const iccids = [...new Set(records.map(({ iccid }) => iccid))];
  const owners = await findOwners(db, { carrier, iccids });
  const groups = new Map<string, UsageRecord[]>();
  for (const record of records) {
    const accountId = owners.get(record.iccid);
    if (accountId === undefined) continue;
    const group = groups.get(accountId);
    if (group) group.push(record);
    else groups.set(accountId, [record]);
  }
  return groups;
}

function recordInAccount(
  { db, realNow }: ReportParts,
  { accountId, carrier }: { accountId: string; carrier: string },
  records: readonly UsageRecord[],
): Promise<RecordedUse[]> {
  return db.transaction(async (tx) => {
    const now = await readClock(tx, { accountId, realNow: realNow() });
    return recordUsage(tx, { accountId, carrier, now }, records);
  });
}

function reject(record: UsageRecord | Unusable): ReportedUse {
  const reason = 'reason' in record ? record.reason : UNKNOWN_ICCID;
  return { recordId: record.recordId, outcome: 'rejected', reason };
}
