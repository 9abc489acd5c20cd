import { type CallEnd, NEVER_SENT } from '../../connectivity/carriers/index.ts';

/** A call to a carrier, as far as it tells how the carrier does. */
export type RecentCall = {
  carrier: string;
  verb: string;
  outcome: CallEnd<unknown>['end'];
  httpStatus: number | null;
  durationMs: number;
  detail: string | null;
  calledAt: Date;
  /** Of the plan that was ordered; null for a call about no order. */
  countrySet: string | null;
  /** The traveller's, or the only one of the plan; null if neither is known. */
  country: string | null;
};

export const BREAKER_STATES = ['closed', 'open', 'half_open'] as const;
/**
 * Whether a carrier is ordered from. After several failures in a row it is open; when `triesAt` is
 * over it is half open, and single orders try the carrier until one call is done.
 */
type Breaker = {
  state: (typeof BREAKER_STATES)[number];
  /** When the first of the failures ended. */
  since: Date | null;
  triesAt: Date | null;
};

export const HEALTH_STATES = ['healthy', 'failing', 'down', 'unknown'] as const;
export type Health = {
  /**
   * `down` unless the breaker is closed; `failing` from one failure in five calls on, or if no call
   * succeeded.
   */
  state: (typeof HEALTH_STATES)[number];
  calls: number;
  failures: number;
  /** Null without a call that was answered. */
  medianMs: number | null;
  /** 95 of 100 answers were at least as fast. */
  p95Ms: number | null;
  lastAnswerAt: Date | null;
  lastFailureAt: Date | null;
  lastFailure: string | null;
  breaker: Breaker;
};

/** How a carrier does: on the whole, for the plans of each country set, and for each country. */
export type CarrierHealth = Health & {
  carrier: string;
  countrySets: (Health & { countrySet: string })[];
  countries: (Health & { country: string })[];
};

/** Calls that are older say nothing about now. */
export const HEALTH_WINDOW_MS = 15 * 60_000;
const OPENS_AFTER = 5;
const TRIES_AFTER_MS = 30_000;
const FAILING_SHARE = 0.2;
const FEWEST_TO_JUDGE = 5;
/** A balance that can be read does not mean that orders are taken. */
const ORDERING_VERBS = [
  ...['check', 'order', 'topUp', 'find'],
  ...['test', 'downloadOrder', 'confirmOrder', 'releaseProfile', 'cancelOrder'],
];

/** Returns how each of the carriers does by its calls, of which the latest are first. */
export function healthOf(
  carriers: readonly string[],
  calls: readonly RecentCall[],
  now: Date,
): CarrierHealth[] {
  return carriers.map((carrier) => {
    const own = calls.filter((call) => call.carrier === carrier && call.detail !== NEVER_SENT);
    const by = (place: 'countrySet' | 'country') =>
      [...new Set(own.flatMap((call) => call[place] ?? []))].sort().map((name) => {
        const there = own.filter((call) => call[place] === name);
        return { name, health: summarize(there, now) };
      });
    return {
      ...{ carrier, ...summarize(own, now) },
      countrySets: by('countrySet').map(({ name, health }) => ({ countrySet: name, ...health })),
      countries: by('country').map(({ name, health }) => ({ country: name, ...health })),
    };
  });
}

function summarize(calls: readonly RecentCall[], now: Date): Health {
  const failed = calls.filter(isFailure);
  const answered = calls.filter(({ httpStatus }) => httpStatus !== null);
  const times = answered.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
  const breaker = breakerOf(calls, now);
  const isJudged = calls.length >= FEWEST_TO_JUDGE || failed.length === calls.length;
  const isFailing = isJudged && failed.length >= calls.length * FAILING_SHARE;
  const judged = isFailing ? 'failing' : 'healthy';
  const known = breaker.state === 'closed' ? judged : 'down';
  return {
    state: calls.length === 0 ? 'unknown' : known,
    calls: calls.length,
    failures: failed.length,
    medianMs: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
    lastAnswerAt: answered[0]?.calledAt ?? null,
    lastFailureAt: failed[0]?.calledAt ?? null,
    lastFailure: failed[0]?.detail ?? null,
    breaker,
  };
}

/**
 * Returns whether the carrier failed and not only refused: it gave no answer or an unreadable one,
 * is under maintenance, or takes our credentials no longer. A rate limit is no failure.
 */
function isFailure({ outcome, httpStatus, detail }: RecentCall): boolean {
  if (outcome === 'done') return false;
  if (outcome === 'refused') return /^(maintenance|misconfigured): /.test(detail ?? '');
  return httpStatus !== 429;
}

/** Returns the breaker of the verb whose failures are the latest; the latest calls are first. */
export function breakerOf(calls: readonly RecentCall[], now: Date): Breaker {
  const streaks = ORDERING_VERBS.flatMap((verb) => {
    const own = calls.filter((call) => call.verb === verb);
    const good = own.findIndex((call) => !isFailure(call));
    const streak = good < 0 ? own : own.slice(0, good);
    const [last] = streak;
    const first = streak.at(-1);
    if (!last || !first || streak.length < OPENS_AFTER) return [];
    return [{ since: first.calledAt, last: last.calledAt }];
  });
  const [worst] = streaks.sort((a, b) => b.last.getTime() - a.last.getTime());
  if (!worst) return { state: 'closed', since: null, triesAt: null };
  const triesAt = new Date(worst.last.getTime() + TRIES_AFTER_MS);
  return { state: now < triesAt ? 'open' : 'half_open', since: worst.since, triesAt };
}

function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}
