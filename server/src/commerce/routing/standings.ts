import type { Queryable } from '../../platform/db/database.ts';
import { type CarrierStanding, readStandings } from './read-carriers.ts';

/** How the carriers of a process stand, read at most once in a while however many orders ask. */
export type Standings = {
  of(carrier: string): Promise<CarrierStanding | undefined>;
  /** Whether an order may try a carrier whose breaker is half open: one does at a time. */
  mayTry(carrier: string): boolean;
  /** Reads anew next time, because the carrier refused an order for want of funds. */
  invalidate(): void;
};

const KEPT_MS = 2_000;
const TRY_EVERY_MS = 10_000;

type Parts = {
  db: Queryable;
  carriers: readonly string[];
  now: () => Date;
  /** Returns milliseconds that only grow. */
  clock?: () => number;
};

export function createStandings({
  db,
  carriers,
  now,
  clock = () => performance.now(),
}: Parts): Standings {
  let kept: { read: Promise<CarrierStanding[]>; at: number } | undefined;
  const tries = new Map<string, number>();

  function read(): Promise<CarrierStanding[]> {
    if (kept && clock() - kept.at < KEPT_MS) return kept.read;
    const asked = { read: readStandings(db, { carriers, now: now() }), at: clock() };
    kept = asked;
    asked.read.catch(() => {
      kept = undefined;
    });
    return asked.read;
  }

  return {
    of: async (carrier) => (await read()).find((one) => one.carrier === carrier),
    mayTry(carrier) {
      const isDue = clock() - (tries.get(carrier) ?? Number.NEGATIVE_INFINITY) >= TRY_EVERY_MS;
      if (isDue) tries.set(carrier, clock());
      return isDue;
    },
    invalidate() {
      kept = undefined;
    },
  };
}
