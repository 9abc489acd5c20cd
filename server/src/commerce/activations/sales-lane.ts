import { Refusal, tooLate } from '../../kernel/refusal.ts';
import { isPoolBusy } from '../../platform/db/failures.ts';
import type { AskedSale, SaleAnswer } from './attempt.ts';
import { createLane, type Lane, type LaneMetrics } from './lane.ts';
import { type SellParts, sellBatch } from './sell.ts';

/** The one way in which a process sells packages. */
export type SalesLane = Lane<AskedSale, SaleAnswer>;

/** A sale that took longer is refused, because its caller hears 503 after 30 s. */
const DEADLINE_MS = 25_000;

/** Opens the lane through which a process sells, for all accounts. */
export function createSalesLane(
  parts: SellParts & { metrics?: LaneMetrics; deadlineMs?: number },
): SalesLane {
  return createLane(({ asks, waits }) => sellBatch(parts, { batch: asks, waits }), {
    metrics: parts.metrics,
    mayRunAlone: (error) => !isAway(error),
    isBusy: isPoolBusy,
    deadline: { ms: parts.deadlineMs ?? DEADLINE_MS, expired: tooLate },
  });
}

/** With the database away a batch fails for all its requests; alone they would only wait longer. */
function isAway(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'service_unavailable';
}
