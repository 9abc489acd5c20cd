import {
  hasSpare,
  type LeasedOrder,
  markSent,
  selectTakenIccids,
  selectTakenOrders,
  updateAgain,
} from '../../connectivity/carrier-orders/index.ts';
import { coalesce } from '../../kernel/coalesce.ts';
import { groupBy } from '../../kernel/group-by.ts';
import { type Batches, createBatches, createBatchesOfShards } from '../../platform/db/batches.ts';
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
  function ofShards<Input extends { order: LeasedOrder }, Output>(
    writeAll: (inputs: readonly Input[]) => Promise<readonly Output[]>,
    atOnce: number,
  ): Batches<Input, Output> {
    const accountOf = ({ order }: Input) => order.accountId;
    return createBatchesOfShards(db, {
      accountOf,
      open: () => createBatches(writeAll, { atOnce }),
    });
  }

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
      sent: ofShards((orders) => markSent(db, orders), 1),
      again: ofShards(async (orders) => {
        await db.transaction((tx) => updateAgain(tx, orders));
        return orders.map(() => undefined);
      }, 1),
      settled: ofShards(async (settlements) => {
        await db.transaction((tx) => settleWithin(tx, settlements, now()));
        return settlements.map(() => undefined);
      }, SETTLED_AT_ONCE),
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
