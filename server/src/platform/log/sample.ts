/** Logs one line of each kind in an interval; the next one has the number of omitted lines. */
const EVERY_MS = 10_000;
/** A kind beyond these is not sampled. Kinds are few: a code and the name of an error. */
const MAX_KINDS = 200;

export type Sampler = {
  /**
   * Returns how many of the kind were left out since the last line; undefined if this one is left
   * out too.
   */
  admit(kind: string): number | undefined;
};

/**
 * Thins lines that repeat: with the database away, every request is refused for the same cause, and
 * a stack for each fills the disk and hides the rest.
 */
export function createSampler(clock: () => number = () => performance.now()): Sampler {
  const kinds = new Map<string, { toldAt: number; leftOut: number }>();
  return {
    admit(kind) {
      const now = clock();
      const known = kinds.get(kind);
      if (known && now - known.toldAt < EVERY_MS) {
        known.leftOut += 1;
        return undefined;
      }
      if (kinds.size < MAX_KINDS || known) kinds.set(kind, { toldAt: now, leftOut: 0 });
      return known?.leftOut ?? 0;
    },
  };
}
