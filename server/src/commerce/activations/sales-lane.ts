import { isUnavailable, tooLate } from '../../kernel/refusal.ts';
import { isPoolBusy } from '../../platform/db/failures.ts';
import type { SaleAnswer, SubmittedSale } from './attempt.ts';
import { createLane, type Lane, type LaneMetrics } from './lane.ts';
import { type SellParts, sellBatch } from './sell.ts';

/** The lane through which a process sells packages. */
export type SalesLane = Lane<SubmittedSale, SaleAnswer>;

/** A sale that takes longer is refused, because its caller gets 503 after 30 s. */
const DEADLINE_MS = 25_000;

/** Creates the lane through which a process sells for all accounts. */
export function createSalesLane(
  parts: SellParts & { metrics?: LaneMetrics; deadlineMs?: number },
): SalesLane {
  return createLane(({ asks, waits }) => sellBatch(parts, { batch: asks, waits }), {
    metrics: parts.metrics,
    // With the database away a batch fails for all its requests; alone they would only wait longer.
    mayRunAlone: (error) => !isUnavailable(error),
    isBusy: isPoolBusy,
    deadline: { ms: parts.deadlineMs ?? DEADLINE_MS, expired: tooLate },
  });
}
