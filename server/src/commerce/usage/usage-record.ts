import type { UsageSource } from '../../connectivity/esims/index.ts';

/**
 * A checked record of a carrier about the use of a profile; times are UTC, `country` is upper case.
 */
export type UsageRecord = {
  recordId: string;
  iccid: string;
  bytes: bigint;
  country: string;
  /** The network, if the carrier reports it. */
  mcc?: string;
  mnc?: string;
  startedAt: Date;
  endedAt: Date;
  /** Whether the country is only where its package is for: it is no sign of where the eSIM was. */
  isPlaceless?: true;
};

/** The beginning of the IDs of records that the store itself makes, by their source. */
export const RECORD_PREFIXES = { radius: 'radius:', file: 'file:', supplier: 'supplier:' } as const;

const OWN_SOURCES = ['radius', 'file', 'supplier'] as const;

/** Returns how a record came, by its ID; other IDs are those of the carrier's own reports. */
export function sourceOfRecord({ recordId }: Pick<UsageRecord, 'recordId'>): UsageSource {
  for (const source of OWN_SOURCES) {
    if (recordId.startsWith(RECORD_PREFIXES[source])) return source;
  }
  return 'pushed';
}

/** The outcome of one record of an account. */
export type RecordedUse =
  | { recordId: string; outcome: 'duplicate' }
  | { recordId: string; outcome: 'rejected'; reason: string }
  | { recordId: string; outcome: 'counted'; consumedBytes: bigint; uncoveredBytes: bigint };

/** The outcome of one record of a report; a record without an ID is rejected without one. */
export type ReportedUse =
  | RecordedUse
  | { recordId: string | null; outcome: 'rejected'; reason: string };

export const UNKNOWN_ICCID = "iccid must be that of one of the carrier's profiles that was sold";
const FROM_THE_FUTURE = 'endedAt must not be in the future';

/** The clocks of carriers may be ahead by this much. */
const AHEAD_MS = 300_000;

/** Returns whether a carrier's time is in the account's future. */
export function isAhead(moment: Date, now: Date): boolean {
  return moment.getTime() > now.getTime() + AHEAD_MS;
}

/**
 * For so long after its end a record can come, and its ID is known. An older one may have been
 * counted, so it is refused.
 */
export const WINDOW_DAYS = 120;
const WINDOW_MS = WINDOW_DAYS * 86_400_000;
const TOO_OLD = `endedAt must not be more than ${WINDOW_DAYS} days ago`;

/** Returns whether what happened at the moment may have happened twice: its ID may be gone. */
export function isBeyondWindow(moment: Date, now: Date): boolean {
  return moment.getTime() < now.getTime() - WINDOW_MS;
}

/** Returns why a record cannot be charged at the account's `now`; undefined when it can. */
export function refuseTiming(record: UsageRecord, now: Date): string | undefined {
  const { endedAt, isPlaceless } = record;
  if (isAhead(endedAt, now)) return FROM_THE_FUTURE;
  // What a supplier has counted in sum is charged once by what is kept with the eSIM.
  return !isPlaceless && isBeyondWindow(endedAt, now) ? TOO_OLD : undefined;
}
