/** At most so many requests with the same key within a time. */
export type Limit = { key: string; most: number; perMs: number };

/**
 * Returns a function that counts a request, and returns how long it has to wait: 0 within all of
 * its limits. A request that has to wait is not counted.
 */
export function createLimiter(clock: () => number = () => performance.now()) {
  const taken = new Map<string, number[]>();
  return (limits: readonly Limit[]): number => {
    const now = clock();
    const counted = limits.map(({ key, most, perMs }) => {
      const times = (taken.get(key) ?? []).filter((at) => now - at < perMs);
      const waitMs = times.length < most ? 0 : (times[0] ?? now) + perMs - now;
      return { key, times, waitMs };
    });
    const waitMs = Math.max(0, ...counted.map((one) => one.waitMs));
    for (const { key, times } of counted) {
      taken.set(key, waitMs > 0 ? times : [...times, now]);
    }
    return waitMs;
  };
}
