import { groupBy } from '../../kernel/group-by.ts';
import { isUnavailable, tooLate } from '../../kernel/refusal.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { isPoolBusy } from '../../platform/db/failures.ts';
import { readClock } from '../../tenancy/accounts/index.ts';
import { createLane, type Lane } from '../activations/index.ts';
import { recordUsage } from './record-usage.ts';
import type { RecordedUse, UsageRecord } from './usage-record.ts';

/** Records of one account that one report of a carrier has. */
export type UsageShare = {
  accountId: string;
  carrier: string;
  records: readonly UsageRecord[];
  /** Of what is settled later: lets the share be charged once, whoever repeats it. */
  settled?: SettledOnce;
};

/** Marks a share as charged, and keeps what became of it, in the transaction that charges it. */
type SettledOnce = {
  /** Returns false when the share is charged already, by this process or another one. */
  claim(tx: Tx, accountId: string): Promise<boolean>;
  keep(tx: Tx, accountId: string, uses: readonly RecordedUse[]): Promise<void>;
};

/** What became of a share's records, in order; null when another process has settled it. */
type ShareOutcome = RecordedUse[] | null;

/** The lane through which a process charges usage, for all carriers and accounts. */
export type UsageLane = Lane<UsageShare, ShareOutcome>;

/** At most this many records in a share: a transaction carries up to sixteen of them. */
export const SHARE_RECORDS = 1_000;
const MAX_SHARES = 16;
const DEADLINE_MS = 25_000;

export type UsageLaneParts = { db: Database; realNow: () => Date };

/**
 * Opens the lane. Shares that wait while transactions are in flight are charged together: the
 * records of one account and carrier as if one report had brought them, so that a profile and a
 * package are written once for all of them.
 */
export function createUsageLane(parts: UsageLaneParts): UsageLane {
  return createLane(({ asks }) => chargeShares(parts, asks), {
    maxBatch: MAX_SHARES,
    mayRunAlone: (error) => !isUnavailable(error),
    isBusy: isPoolBusy,
    deadline: { ms: DEADLINE_MS, expired: tooLate },
  });
}

function chargeShares(
  { db, realNow }: UsageLaneParts,
  shares: readonly UsageShare[],
): Promise<ShareOutcome[]> {
  return db.transaction(async (tx) => {
    const outcomes = new Map<UsageShare, ShareOutcome>();
    // In the order of the accounts' ids, in which everybody locks.
    for (const [accountId, own] of [...groupBy(shares, (one) => one.accountId)].sort(byKey)) {
      const now = await readClock(tx, { accountId, realNow: realNow() });
      for (const [carrier, those] of groupBy(own, (one) => one.carrier)) {
        await chargeOfCarrier(tx, { accountId, carrier, now }, { shares: those, outcomes });
      }
    }
    return shares.map((share) => outcomes.get(share) ?? null);
  });
}

async function chargeOfCarrier(
  tx: Tx,
  place: { accountId: string; carrier: string; now: Date },
  { shares, outcomes }: { shares: UsageShare[]; outcomes: Map<UsageShare, ShareOutcome> },
): Promise<void> {
  const open: UsageShare[] = [];
  for (const share of shares) {
    const isOpen = !share.settled || (await share.settled.claim(tx, place.accountId));
    if (isOpen) open.push(share);
  }
  const uses = await recordUsage(
    tx,
    place,
    open.flatMap(({ records }) => records),
  );
  let from = 0;
  for (const share of open) {
    const own = uses.slice(from, from + share.records.length);
    from += share.records.length;
    outcomes.set(share, own);
    await share.settled?.keep(tx, place.accountId, own);
  }
}

function byKey([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}
