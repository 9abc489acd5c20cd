import { invalid } from '../../../kernel/refusal.ts';
import { parseTimeRange } from '../../../kernel/time-range.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { lockEnabledEvents, updateRetry } from '../endpoints/endpoint-store.ts';
import type { DeliveryStatus } from './delivery.ts';
import { updateRangeToPending } from './delivery-store.ts';

/** Deliveries that one call replays. */
export const MAX_REPLAYED = 10_000;

export type ReplayAsked = {
  from: string;
  to: string;
  event?: string;
  status?: Exclude<DeliveryStatus, 'pending'>;
};

export type Replayed = {
  replayed: number;
  /** Where to go on when there were more than one call replays. */
  continueFrom: Date | null;
};

/**
 * Sends the deliveries of a time range once more, oldest first, each as `replayDelivery` does.
 * Those on their way and those whose address is gone or off are left out.
 * Refuses `invalid_request`.
 */
export async function replayDeliveries(
  { db: tx, accountId }: Pick<Scope, 'db' | 'accountId'>,
  { from: first, to, ...filter }: ReplayAsked,
): Promise<Replayed> {
  const { from, before } = parseTimeRange(first, to);
  if (!from || !before) throw invalid('/from', 'is required');
  const events = await lockEnabledEvents(tx, accountId);

  const limit = MAX_REPLAYED;
  const range = { filter, from, before, limit, events };
  const replayed = await updateRangeToPending(tx, accountId, range);
  if (replayed.length > 0) {
    await updateRetry(tx, accountId, [...new Set(replayed.map(({ event }) => event))]);
  }
  return { replayed: replayed.length, continueFrom: newestOf(replayed, limit) };
}

/** Inclusive: others may have been made in the same millisecond. */
function newestOf(replayed: readonly { createdAt: Date }[], limit: number): Date | null {
  if (replayed.length < limit) return null;
  return new Date(Math.max(...replayed.map(({ createdAt }) => createdAt.getTime())));
}
