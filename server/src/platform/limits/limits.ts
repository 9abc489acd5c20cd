import { createHmac } from 'node:crypto';
import { Refusal } from '../../kernel/refusal.ts';
import { type RateLimit, secondsUntil } from '../../kernel/token-bucket.ts';
import type { Queryable } from '../db/database.ts';
import { createExchanges } from './exchanges.ts';
import { exchangeLeases } from './limit-store.ts';
import { type Buckets, localBuckets, type Verdict } from './local-buckets.ts';
import { createLeases, sharedBuckets } from './shared-buckets.ts';

const FAILURE_LIMIT: RateLimit = { perSecond: 10 / 60, burst: 10 };

/** A caller chooses some names, so their length is bounded. */
const MAX_NAME_LENGTH = 255;

/** Guards something that is tried with guesses: only failures count. */
export type FailureLimiter = {
  /** Throws `rate_limited` when `name` has failed too often lately. */
  refuseIfTooMany(name: string): void | Promise<void>;
  countFailure(name: string): void;
  /** Does both at once, so that no failure slips in between. */
  countOrRefuse(name: string): void | Promise<void>;
};

/** Lets a visit through or throws `rate_limited`; `name` is whose visits are counted together. */
export type VisitLimiter = (name: string) => void | Promise<void>;

/** The limits of an installation. Each has a name, under which all processes count together. */
export type Limits = {
  /** Off, everything passes. */
  readonly isOn: boolean;
  buckets(kind: string, limit: RateLimit): Buckets;
  /**
   * Returns a limiter of at most 10 failures a minute for each name. Failures at once make a debt;
   * none is free.
   */
  failures(kind: string): FailureLimiter;
  /** Returns a limiter of visits, or of other costly calls, each of which costs a token. */
  visits(kind: string, limit: RateLimit): VisitLimiter;
  /** Returns the unused tokens of this process to the shared buckets. */
  close(): Promise<void>;
};

type LocalParts = {
  isOn: boolean;
  /** Milliseconds that only grow; a parameter in tests only. */
  clock?: () => number;
};

/** Returns limits that this process counts by itself. */
export function createLocalLimits({ isOn, clock = monotonic }: LocalParts): Limits {
  const buckets = (_: string, limit: RateLimit) => localBuckets(limit, clock);
  return limitsOf({ isOn, buckets, close: async () => {} });
}

type SharedParts = Pick<LocalParts, 'clock'> & {
  db: Queryable;
  /** The same in all processes. The table then names neither customers nor their addresses. */
  secret: Buffer;
  observe?: (outcome: 'done' | 'failed') => void;
};

/** Returns limits that hold over all processes on this database; see docs/decisions/0028. */
export function createSharedLimits(parts: SharedParts): Limits {
  const { db, secret, clock = monotonic, observe } = parts;
  const exchanges = createExchanges({
    send: (wishes) => exchangeLeases(db, wishes),
    clock,
    observe,
  });
  const leases = createLeases();
  const bucketOf = (kindAndName: string) =>
    createHmac('sha256', secret).update(kindAndName).digest('base64url');
  const buckets = (kind: string, limit: RateLimit) =>
    sharedBuckets(limit, { kind, leases, exchanges, bucketOf, clock });
  return limitsOf({ isOn: true, buckets, close: exchanges.close });
}

function limitsOf(parts: Pick<Limits, 'isOn' | 'buckets' | 'close'>): Limits {
  const { isOn, buckets } = parts;
  return {
    ...parts,
    failures(kind) {
      const known = buckets(kind, FAILURE_LIMIT);
      return {
        refuseIfTooMany: (name) =>
          isOn ? refuseWhere(known.look(shortened(name)), FAILURE_LIMIT) : undefined,
        countFailure(name) {
          if (isOn) known.spend(shortened(name));
        },
        countOrRefuse: (name) =>
          isOn ? refuseWhere(known.take(shortened(name)), FAILURE_LIMIT) : undefined,
      };
    },
    visits(kind, limit) {
      const known = buckets(kind, limit);
      return (name) => (isOn ? refuseWhere(known.take(shortened(name)), limit) : undefined);
    },
  };
}

function refuseWhere(verdict: Verdict | Promise<Verdict>, limit: RateLimit): void | Promise<void> {
  if (verdict instanceof Promise) return verdict.then((known) => refuseIf(known, limit));
  refuseIf(verdict, limit);
}

/** Throws `rate_limited` unless the request may go on. */
export function refuseIf({ isAllowed, left }: Verdict, limit: RateLimit): void {
  if (isAllowed) return;
  throw new Refusal('rate_limited', 'Too many requests. Please wait and try again.', {
    retryAfterSeconds: Math.max(1, secondsUntil(left, limit, 1)),
  });
}

function shortened(name: string): string {
  return name.slice(0, MAX_NAME_LENGTH);
}

function monotonic(): number {
  return performance.now();
}
