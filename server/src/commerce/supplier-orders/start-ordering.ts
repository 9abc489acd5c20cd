import { setTimeout as delay } from 'node:timers/promises';
import { type LeasedOrder, leaseDueOrders } from '../../connectivity/carrier-orders/index.ts';
import type { OrderingCarrier } from '../../connectivity/carriers/index.ts';
import { newId } from '../../kernel/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import { queueCalls } from '../../platform/db/queued-database.ts';
import { createStandings } from '../routing/index.ts';
import { createQuotes } from './quotes.ts';
import { shareStatements } from './share-statements.ts';
import { startRequests } from './start-requests.ts';
import { workOrder } from './work-order.ts';

/** Orders that one process works on at a time: a supplier that takes 200 ms twice sells 1,280/s. */
const MOST_AT_ONCE = 512;
/** Fewer than the connections, so that none of the orders waits for one at the pool. */
const CALLS_AT_ONCE = 3;
/** Longer than the calls of one step can take. */
const LEASE_MS = 60_000;
const LOOK_EVERY_MS = 150;
const PAUSE_AFTER_ERROR_MS = 1_000;

export type OrderingOptions = {
  db: Database;
  carriers: readonly OrderingCarrier[];
  log: { warn(facts: object, message: string): void };
  now: () => Date;
  leaseMs?: number;
  /** Orders that it works on at a time. */
  mostAtOnce?: number;
};

/** The orders at carriers that this process works on. */
export type Ordering = {
  /** Begins no more; resolves when the steps under way have ended. */
  stop(): Promise<void>;
};

/**
 * Works on orders that are due until it is stopped: sends them, looks for those without an answer,
 * and settles them. Any number of processes may run; each order is leased by one at a time, and a
 * process that dies leaves its leases to expire.
 */
export function startOrdering(options: OrderingOptions): Ordering {
  const { log, now, leaseMs = LEASE_MS, mostAtOnce = MOST_AT_ONCE } = options;
  const db = queueCalls(options.db, CALLS_AT_ONCE);
  const carriers = new Map(options.carriers.map((carrier) => [carrier.name, carrier]));
  const names = [...carriers.keys()];
  const standings = createStandings({ db, carriers: names, now });
  const shared = shareStatements({ db, now });
  const parts = { db, ...shared, carriers, quotes: createQuotes(), standings, now };
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  const running = run();
  const requests = startRequests({ db, carriers, log, now });

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const begun = await begin().catch((err: unknown) => {
        log.warn({ err }, 'orders at carriers wait for the database');
        return undefined;
      });
      if (begun === undefined) await pause(PAUSE_AFTER_ERROR_MS);
      else if (begun === 0) await pause(LOOK_EVERY_MS);
      else if (underWay.size >= mostAtOnce) await Promise.race(underWay);
    }
  }

  /** Begins to work on what is due, and returns on how many orders. */
  async function begin(): Promise<number> {
    const limit = mostAtOnce - underWay.size;
    const heldUntil = performance.now() + leaseMs;
    const due = await leaseDueOrders(db, { carriers: names, limit, lease: newId(), leaseMs });
    for (const order of due) {
      const work = workSafely(order, heldUntil);
      underWay.add(work);
      void work.finally(() => underWay.delete(work));
    }
    return due.length;
  }

  async function workSafely(order: LeasedOrder, heldUntil: number): Promise<void> {
    await workOrder(parts, order, heldUntil).catch((err: unknown) => {
      // Its lease ends, and it is looked for.
      log.warn({ err, accountId: order.accountId, orderId: order.id }, 'step of an order failed');
    });
  }

  const pause = (ms: number) =>
    delay(ms, undefined, { signal: stopping.signal }).catch(() => undefined);

  return {
    async stop() {
      stopping.abort();
      await running;
      await Promise.all([...underWay, requests.stop()]);
    },
  };
}
