import { groupBy } from '../../../kernel/group-by.ts';
import { createBatches } from '../../../platform/db/batches.ts';
import { askAgain } from '../ordering/ask-again.ts';
import { type CallEnd, done } from '../ordering/call-end.ts';
import { textOf } from '../ordering/carrier-json.ts';
import { type EsimGoApi, rowsOf } from './api.ts';

const LISTED = 100;
const MOST_PAGES = 50;
/** A supplier that gives fewer rows than asked for gives at least so many on a page. */
const SHORTEST_PAGE = 10;
/** Orders since times that are so near each other are read once for all who ask. */
const SHARED_MS = 600_000;
const MOST_ASKING = 512;

/** What is read: the orders since a time, for the order with this reference. */
type Reading = { since: Date; reference: string };
/** Returns the orders since a time, and possibly earlier ones. */
export type SharedReading = (reading: Reading) => Promise<CallEnd<unknown[]>>;

/** Returns the orders of all pages: those of a busy store since a time are many. */
export async function readSince(
  api: EsimGoApi,
  { verb, since, reference }: { verb: string; since: Date; reference?: string },
): Promise<CallEnd<unknown[]>> {
  const orders = new Map<string | null, unknown>();
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const query = new URLSearchParams({
      includeIccids: 'true',
      ...{ page: String(page), limit: String(LISTED) },
      createdAt: `gte:${since.toISOString()}`,
    });
    const asked = { verb, path: `/orders?${query}`, ...(reference !== undefined && { reference }) };
    const end = await askAgain(() => api(asked));
    if (end.end !== 'done') return end;
    const rows = rowsOf(end.value, 'orders');
    const known = orders.size;
    for (const row of rows) orders.set(textOf(row, 'orderReference'), row);
    // The last page may be sent again.
    if (orders.size === known || rows.length < SHORTEST_PAGE) break;
  }
  return done([...orders.values()]);
}

/**
 * Reads orders for many who look for theirs at once, as after an outage: each would read all pages
 * alone, and the limit of calls would be used up. One reading runs at a time, and those who ask
 * meanwhile share the next one, so that it begins after each of them asked. A reading for several
 * is kept as a call about no order.
 */
export function shareReading(api: EsimGoApi): SharedReading {
  const readings = createBatches(
    async (asked: readonly Reading[]) => {
      const ends = new Map<Reading, CallEnd<unknown[]>>();
      const near = groupBy(asked, ({ since }) => Math.floor(since.getTime() / SHARED_MS));
      for (const group of near.values()) {
        const end = await readSince(api, { verb: 'find', ...together(group) });
        for (const one of group) ends.set(one, end);
      }
      return asked.map((one) => ends.get(one) as CallEnd<unknown[]>);
    },
    { atOnce: 1, most: MOST_ASKING },
  );
  return (reading) => readings.run(reading);
}

function together(group: readonly [Reading, ...Reading[]]): { since: Date; reference?: string } {
  if (group.length === 1) return group[0];
  return { since: new Date(Math.min(...group.map(({ since }) => since.getTime()))) };
}
