import { isUnavailable, tooLate } from '../../kernel/refusal.ts';
import { isPoolBusy } from '../../platform/db/failures.ts';
import { queueCalls } from '../../platform/db/queued-database.ts';
import type { SaleAnswer, SubmittedSale } from './attempt.ts';
import { createLane, type Lane, type LaneMetrics } from './lane.ts';
import { createLaneOfShards } from './lane-of-shards.ts';
import { type SellParts, sellBatch } from './sell.ts';

/** The lane through which a process sells packages. */
export type SalesLane = Lane<SubmittedSale, SaleAnswer>;

/** How many transactions sell at once, for all shards of a distributed database together. */
const MOST_IN_FLIGHT = 8;
/** A sale that takes longer is refused, because its caller gets 503 after 30 s. */
const DEADLINE_MS = 25_000;

/** Creates the lane through which a process sells for all accounts. */
export function createSalesLane(
  parts: SellParts & { metrics?: LaneMetrics; deadlineMs?: number },
): SalesLane {
  const db = queueCalls(parts.db, MOST_IN_FLIGHT);
  const openLane = () =>
    createLane<SubmittedSale, SaleAnswer>(
      ({ asks, waits }) => sellBatch({ ...parts, db }, { batch: asks, waits }),
      {
        metrics: parts.metrics,
        // With the database away a batch fails for all its requests; alone they would only wait
        // longer.
        mayRunAlone: (error) => !isUnavailable(error),
        isBusy: isPoolBusy,
        deadline: { ms: parts.deadlineMs ?? DEADLINE_MS, expired: tooLate },
      },
    );
  return createLaneOfShards(parts.db, openLane);
}
