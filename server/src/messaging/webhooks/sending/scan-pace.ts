/** New events are looked for at least this often, as long as a look is quick. */
export const POLL_MS = 250;
/** A look rests for so many times its own length, so that it never takes more than a fifth. */
const REST = 4;

/**
 * When to look over all endpoints for something new. The time that this takes grows with their
 * number: instead of more work for the database there is a longer wait.
 */
export type ScanPace = {
  isDue(): boolean;
  /** There is something new for sure: do not wait for the next turn. */
  hurry(): void;
  /** A look has ended that took so long. */
  looked(tookMs: number): void;
  /** How long to wait before asking again. */
  waitMs(): number;
};

/** `clock` gives milliseconds that only rise. */
export function createScanPace(clock: () => number): ScanPace {
  let isHurried = true;
  let lookedAt = clock();
  let restMs = 0;
  const leftMs = () => lookedAt + (isHurried ? restMs : Math.max(POLL_MS, restMs)) - clock();
  return {
    isDue: () => leftMs() <= 0,
    hurry() {
      isHurried = true;
    },
    looked(tookMs) {
      isHurried = false;
      lookedAt = clock();
      restMs = tookMs * REST;
    },
    waitMs: () => Math.min(POLL_MS, Math.max(0, leftMs())),
  };
}
