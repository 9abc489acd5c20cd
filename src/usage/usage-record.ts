/** One carrier's word on a profile's use, checked; times are UTC, `country` is upper case. */
export type UsageRecord = {
  recordId: string;
  iccid: string;
  bytes: bigint;
  country: string;
  startedAt: Date;
  endedAt: Date;
};

/** What became of one record of an account. */
export type RecordedUse =
  | { recordId: string; outcome: 'duplicate' }
  | {
      recordId: string;
      outcome: 'counted';
      consumedBytes: bigint;
      uncoveredBytes: bigint;
      /** What the profile domain still holds after it. */
      leftBytes: bigint;
    };
