import { setTimeout as delay } from 'node:timers/promises';

/**
 * Keeps the calls of this process to one carrier below its rate limit. A carrier that limits each
 * of its endpoints by itself has a bucket for each, which is paused alone.
 */
export type Pace = {
  /** Waits for the next turn. Returns false, at once, if it comes only after `withinMs`. */
  turn(withinMs: number, bucket?: string): Promise<boolean>;
  /** Pauses the calls of a bucket, or all, for this long, because the carrier asked for it. */
  pause(ms: number, bucket?: string): void;
};

const MOST_BUCKETS = 1_000;

/** `clock` returns milliseconds that only grow. */
export function createPace(perSecond: number, clock = () => performance.now()): Pace {
  const gapMs = 1_000 / perSecond;
  const pausedUntil = new Map<string, number>();
  let freeAt = 0;
  return {
    async turn(withinMs, bucket = '') {
      const now = clock();
      const next = Math.max(now, freeAt);
      const at = Math.max(next, pausedUntil.get(bucket) ?? 0);
      if (at - now > withinMs) return false;
      freeAt = next + gapMs;
      if (at > now) await delay(at - now);
      return true;
    },
    pause(ms, bucket) {
      const until = clock() + ms;
      if (bucket === undefined) freeAt = Math.max(freeAt, until);
      else if (ms > 0) pausedUntil.set(bucket, Math.max(pausedUntil.get(bucket) ?? 0, until));
      if (pausedUntil.size > MOST_BUCKETS) pausedUntil.delete([...pausedUntil.keys()][0] ?? '');
    },
  };
}
