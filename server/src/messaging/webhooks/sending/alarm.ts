import { setTimeout as delay } from 'node:timers/promises';

/** However often it rings, at most this often it is heard. */
const MIN_GAP_MS = 5;

export type Alarm = {
  /** Ends the wait that is or the one that comes. */
  ring(): void;
  /** Ends when it rings, or after `ms`. */
  wait(ms: number): Promise<void>;
};

/** An alarm clock that can be set off early. */
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
