import {
  hasSpare,
  markSent,
  selectTakenIccids,
  selectTakenOrders,
  updateAgain,
} from '../../connectivity/carrier-orders/index.ts';
import { coalesce } from '../../kernel/coalesce.ts';
import { groupBy } from '../../kernel/group-by.ts';
import { createBatches } from '../../platform/db/batches.ts';
import type { Database } from '../../platform/db/database.ts';
import { readPlan } from '../catalog/index.ts';
import type { OrderReads, OrderWrites } from './ordering-parts.ts';
import { settleWithin } from './settle-order.ts';

/** With more, the batches would be smaller and cost more of the database's time. */
const SETTLED_AT_ONCE = 2;

/**
 * Returns the reads and writes of orders that are worked on at the same time. Hundreds of them need
 * few statements: each statement costs the database and this process more than the rows in it.
 */
export function shareStatements({ db, now }: { db: Database; now: () => Date }): {
  reads: OrderReads;
  writes: OrderWrites;
} {
  return {
    reads: {
      plan: coalesce((id: string) => readPlan(db, id), String),
      hasSpare: coalesce(
        (of: { carrier: string; item: string }) => hasSpare(db, of),
        ({ carrier, item }) => `${carrier} ${item}`,
      ),
      taken: createBatches((shown) => findTaken(db, shown), { atOnce: 1 }),
    },
    writes: {
      sent: createBatches((orders) => markSent(db, orders), { atOnce: 1 }),
      again: createBatches(
        async (orders) => {
          await db.transaction((tx) => updateAgain(tx, orders));
          return orders.map(() => undefined);
        },
        { atOnce: 1 },
      ),
      settled: createBatches(
        async (settlements) => {
          await db.transaction((tx) => settleWithin(tx, settlements, now()));
          return settlements.map(() => undefined);
        },
        { atOnce: SETTLED_AT_ONCE },
      ),
    },
  };
}

type Shown = Parameters<OrderReads['taken']['run']>[0];

async function findTaken(db: Database, shown: readonly Shown[]) {
  const byCarrier = groupBy(shown, ({ carrier }) => carrier);
  const known = new Map(
    await Promise.all(
      [...byCarrier].map(async ([carrier, own]) => {
        const [taken, given] = await Promise.all([
          selectTakenOrders(
            db,
            carrier,
            own.flatMap(({ numbers }) => numbers),
          ),
          selectTakenIccids(
            db,
            carrier,
            own.flatMap(({ iccids }) => iccids),
          ),
        ]);
        return [carrier, { taken, given }] as const;
      }),
    ),
  );
  return shown.map(({ carrier }) => known.get(carrier) ?? NOTHING);
}

const NOTHING = { taken: new Set<string>(), given: new Set<string>() };
