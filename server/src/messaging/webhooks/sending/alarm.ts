import { setTimeout as delay } from 'node:timers/promises';

/** The shortest time between two wake-ups, however often it rings. */
const MIN_GAP_MS = 5;

export type Alarm = {
  /** Ends the current wait, or the next one. */
  ring(): void;
  /** Resolves when it rings, or after `ms`. */
  wait(ms: number): Promise<void>;
};

/** Returns a timer that can be woken early. */
export function createAlarm(): Alarm {
  let hasRung = false;
  let wake: (() => void) | undefined;
  return {
    ring() {
      hasRung = true;
      wake?.();
    },
    async wait(ms) {
      if (!hasRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        wake = undefined;
      }
      if (hasRung) await delay(MIN_GAP_MS);
      hasRung = false;
    },
  };
}
