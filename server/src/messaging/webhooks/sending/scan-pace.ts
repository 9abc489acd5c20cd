/** The longest wait between scans for new events, while scans are fast. */
export const POLL_MS = 250;
/** A scan is followed by a rest of this many times its duration: at most a fifth of the time. */
const REST = 4;

/**
 * Decides when to scan all endpoints for new events. A scan takes longer the more endpoints there
 * are; the wait grows with it, so that the load on the database does not.
 */
export type ScanPace = {
  isDue(): boolean;
  /** Requests a scan after the pause, because there are new events. */
  hurry(): void;
  /** Records how long a scan took. */
  looked(tookMs: number): void;
  /** Returns how long to wait before asking again. */
  waitMs(): number;
};

/** Creates a pace. `clock` returns milliseconds that only rise. */
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
