/** One carrier's word on a profile's use, checked; times are UTC, `country` is upper case. */
export type UsageRecord = {
  recordId: string;
  iccid: string;
  bytes: bigint;
  country: string;
  /** The network, when the carrier says which. */
  mcc?: string;
  mnc?: string;
  startedAt: Date;
  endedAt: Date;
};

/** What became of one record of an account. */
export type RecordedUse =
  | { recordId: string; outcome: 'duplicate' }
  | { recordId: string; outcome: 'rejected'; reason: string }
  | { recordId: string; outcome: 'counted'; consumedBytes: bigint; uncoveredBytes: bigint };

export const UNKNOWN_ICCID = "iccid must be that of one of the carrier's profiles that was sold";
export const FROM_THE_FUTURE = 'startedAt and endedAt must not be in the future';

/** Clocks of carriers run ahead; by so much is forgiven. */
const AHEAD_MS = 300_000;

/** Why a record cannot be charged at the account's `now`; undefined when it can. */
export function refuseTiming({ startedAt, endedAt }: UsageRecord, now: Date): string | undefined {
  const latest = Math.max(startedAt.getTime(), endedAt.getTime());
  return latest > now.getTime() + AHEAD_MS ? FROM_THE_FUTURE : undefined;
}
