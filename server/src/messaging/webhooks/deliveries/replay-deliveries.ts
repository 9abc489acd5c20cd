import { type AuditTrail, audit } from '../../../kernel/context.ts';
import { invalid } from '../../../kernel/refusal.ts';
import { parseTimeRange } from '../../../kernel/time-range.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { lockEnabledEvents, updateRetry } from '../endpoints/endpoint-store.ts';
import { readWebhookName } from '../endpoints/refuse-webhook.ts';
import type { DeliveryStatus } from './delivery.ts';
import { updateRangeToPending } from './delivery-store.ts';

/** The most deliveries that one call replays. */
export const MAX_REPLAYED = 10_000;

export type ReplayAsked = {
  from: string;
  /** Until now, if it is left out. */
  to?: string;
  event?: string;
  status?: Exclude<DeliveryStatus, 'pending'>;
};

const END_OF_TIME = new Date('9999-01-01T00:00:00Z');

export type Replayed = {
  replayed: number;
  /** The next `from`, if there are more deliveries than one call replays. */
  continueFrom: Date | null;
};

/**
 * Sends the deliveries of a time range again, oldest first, each as `replayDelivery` does. Pending
 * deliveries and those of deleted or disabled endpoints are left out. Refuses `invalid_request`.
 */
export async function replayDeliveries(
  scope: Pick<Scope, 'db' | 'accountId'> & AuditTrail,
  { from: first, to, event: name, status }: ReplayAsked,
): Promise<Replayed> {
  const { from, before } = parseTimeRange(first, to);
  if (!from) throw invalid('/from', 'is required');
  const event = readWebhookName(name);
  const events = await lockEnabledEvents(scope.db, scope.accountId);

  const replayed = await updateRangeToPending(scope.db, scope.accountId, {
    filter: { event, status },
    from,
    before: before ?? END_OF_TIME,
    limit: MAX_REPLAYED,
    events,
  });
  if (replayed.length > 0) {
    const touched = [...new Set(replayed.map((one) => one.event))];
    await updateRetry(scope.db, scope.accountId, touched);
  }
  const after = { from, to: to ?? null, replayed: replayed.length };
  audit(scope, { action: 'deliveries.replayed', target: event ?? null, before: null, after });
  return { replayed: replayed.length, continueFrom: newestOf(replayed) };
}

/** The bound is inclusive: other deliveries may have been created in the same millisecond. */
function newestOf(replayed: readonly { createdAt: Date }[]): Date | null {
  if (replayed.length < MAX_REPLAYED) return null;
  return new Date(Math.max(...replayed.map(({ createdAt }) => createdAt.getTime())));
}
