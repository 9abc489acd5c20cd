import type { CallEnd, Offer, OrderingCarrier } from '../../connectivity/carriers/index.ts';

/** The present offers of carriers, each asked for at most once in a while. */
export type Quotes = {
  of(carrier: OrderingCarrier, item: string): Promise<CallEnd<Offer>>;
  /** Asks anew next time, because the carrier refused the price. Returns false if it was new. */
  drop(carrier: string, item: string): boolean;
};

const KEPT_MS = 60_000;
const MOST = 2_000;

type Kept = { end: Promise<CallEnd<Offer>>; at: number };

/** `clock` returns milliseconds that only grow. */
export function createQuotes(clock: () => number = () => performance.now()): Quotes {
  const kept = new Map<string, Kept>();
  return {
    async of(carrier, item) {
      const key = `${carrier.name} ${item}`;
      const known = kept.get(key);
      if (known && clock() - known.at < KEPT_MS) return known.end;
      const asked = { end: carrier.check(item), at: clock() };
      kept.set(key, asked);
      if (kept.size > MOST) kept.delete([...kept.keys()][0] ?? '');
      const end = await asked.end;
      if (end.end !== 'done') kept.delete(key);
      return end;
    },
    drop: (carrier, item) => kept.delete(`${carrier} ${item}`),
  };
}
