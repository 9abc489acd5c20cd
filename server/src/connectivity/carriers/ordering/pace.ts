import { setTimeout as delay } from 'node:timers/promises';

/** Keeps the calls of this process to one carrier below its rate limit. */
export type Pace = {
  /** Waits for the next turn. Returns false, at once, if it comes only after `withinMs`. */
  turn(withinMs: number): Promise<boolean>;
  /** Pauses all calls for this long, because the carrier asked for it. */
  pause(ms: number): void;
};

/** `clock` returns milliseconds that only grow. */
export function createPace(perSecond: number, clock = () => performance.now()): Pace {
  const gapMs = 1_000 / perSecond;
  let freeAt = 0;
  return {
    async turn(withinMs) {
      const now = clock();
      const at = Math.max(now, freeAt);
      if (at - now > withinMs) return false;
      freeAt = at + gapMs;
      if (at > now) await delay(at - now);
      return true;
    },
    pause(ms) {
      freeAt = Math.max(freeAt, clock() + ms);
    },
  };
}
