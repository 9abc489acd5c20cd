import type { CarrierCall } from '../../connectivity/carriers/index.ts';
import { newId } from '../../kernel/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import { createStandings, type Standings } from '../routing/index.ts';
import { type CallParts, openSmdp } from './open-smdp.ts';
import type { ProfileType } from './profile-type.ts';
import { selectProfileTypes } from './profile-type-store.ts';
import type { Smdp } from './smdp.ts';
import { selectSmdps } from './smdp-store.ts';
import { startBatch } from './start-batch.ts';
import { hasDueStockOrders, leaseDueStockOrders } from './stock-order-store.ts';
import { workStockOrder } from './work-stock-order.ts';

export type OrderAheadParts = Omit<CallParts, 'record'> & {
  db: Database;
  record: (call: CarrierCall) => void;
  log: { warn(facts: object, message: string): void };
  /** How long it begins steps; a minute is between two runs. */
  forMs?: number;
  leaseMs?: number;
};

const FOR_MS = 45_000;
/** Longer than the call of one step can take. */
const LEASE_MS = 60_000;
const AT_ONCE = 8;

/**
 * Queues batches where the stock is low, and works on all orders that are due. Returns the number
 * of orders that were queued. Any number of workers may do it at the same time.
 */
export async function orderAhead(parts: OrderAheadParts, signal?: AbortSignal): Promise<number> {
  const { db, realNow } = parts;
  const types = await selectProfileTypes(db);
  let queued = 0;
  for (const { carrier } of types) {
    queued += await db.transaction((tx) => startBatch(tx, { carrier, now: realNow() }));
  }
  const smdps = await selectSmdps(db);
  const standings = createStandings({ db, carriers: smdps.map(({ name }) => name), now: realNow });
  const isOver = stopAfter(parts.forMs ?? FOR_MS, signal);
  await Promise.all(
    smdps.map((smdp) => {
      const own = types.filter((type) => type.smdp === smdp.name);
      return workFor(parts, { smdp, types: own, standings, isOver }).catch((err: unknown) =>
        parts.log.warn({ err, smdp: smdp.name }, 'orders at an SM-DP+ wait'),
      );
    }),
  );
  return queued;
}

function stopAfter(ms: number, signal?: AbortSignal): () => boolean {
  const until = performance.now() + ms;
  return () => signal?.aborted === true || performance.now() >= until;
}

type Work = {
  smdp: Smdp;
  types: readonly ProfileType[];
  standings: Standings;
  isOver: () => boolean;
};

async function workFor(
  { db, log, leaseMs = LEASE_MS, ...parts }: OrderAheadParts,
  { smdp, types, standings, isOver }: Work,
): Promise<void> {
  const carriers = types.map(({ carrier }) => carrier);
  if (!(await hasDueStockOrders(db, carriers))) return;
  if (await isDown(standings, smdp.name)) return;
  const es2 = openSmdp(smdp, parts);
  // A call that changes nothing goes first: nothing is ordered where no answer would come.
  const tested = await es2.test();
  if (tested.end !== 'done') {
    log.warn({ smdp: smdp.name, detail: tested.detail }, 'an SM-DP+ fails its test call');
    return;
  }

  const byCarrier = new Map(types.map((type) => [type.carrier, type]));
  const work = { db, es2, smdp, types: byCarrier };
  while (!isOver() && !(await isDown(standings, smdp.name))) {
    const due = await leaseDueStockOrders(db, {
      ...{ carriers, limit: AT_ONCE, lease: newId(), leaseMs },
    });
    if (due.length === 0) return;
    await Promise.all(due.map((order) => workStockOrder(work, order)));
  }
}

/** Returns whether the breaker of an SM-DP+ is open; when it is half open, one run tries. */
async function isDown(standings: Standings, name: string): Promise<boolean> {
  const standing = await standings.of(name);
  if (standing?.breaker.state === 'open') return true;
  return standing?.breaker.state === 'half_open' && !standings.mayTry(name);
}
