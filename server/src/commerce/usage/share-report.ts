import { findOwners } from '../../connectivity/esims/index.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { checkRecord, type Unusable } from './check-record.ts';
import { nameByIccid } from './name-by-iccid.ts';
import { SHARE_RECORDS, type UsageShare } from './usage-lane.ts';
import { UNKNOWN_ICCID, type UsageRecord } from './usage-record.ts';

/** A report cut into the shares of accounts. */
export type SharedReport = {
  checked: readonly (UsageRecord | Unusable)[];
  /** With the place of each record in the report. */
  shares: readonly (UsageShare & { places: readonly number[] })[];
  /** Records of no account: those that are impossible, or whose ICCID belongs to no account. */
  rejected: readonly { place: number; reason: string }[];
};

/** Checks the records of a report and finds whose they are; a share has at most 1,000. */
export async function shareReport(
  db: Queryable,
  carrier: string,
  sent: readonly unknown[],
): Promise<SharedReport> {
  const checked = (await nameByIccid(db, carrier, sent)).map(checkRecord);
  const iccids = new Set<string>();
  for (const one of checked) if ('iccid' in one) iccids.add(one.iccid);
  const owners = await findOwners(db, { carrier, iccids: [...iccids] });
  const open = new Map<string, { records: UsageRecord[]; places: number[] }>();
  const shares: (UsageShare & { places: readonly number[] })[] = [];
  const rejected: { place: number; reason: string }[] = [];
  for (const [place, record] of checked.entries()) {
    const accountId = 'iccid' in record ? owners.get(record.iccid) : undefined;
    if (accountId === undefined || !('iccid' in record)) {
      rejected.push({ place, reason: 'reason' in record ? record.reason : UNKNOWN_ICCID });
      continue;
    }
    let share = open.get(accountId);
    if (!share || share.records.length === SHARE_RECORDS) {
      share = { records: [], places: [] };
      open.set(accountId, share);
      shares.push({ accountId, carrier, ...share });
    }
    share.records.push(record);
    share.places.push(place);
  }
  return { checked, shares, rejected };
}
