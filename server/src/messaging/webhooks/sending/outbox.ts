import type { Endpoint } from '../endpoints/endpoint.ts';
import type { Outbound } from './sending-store.ts';

/** Attempts at one endpoint at the same time: at first, and when all goes well. */
export const FIRST_WINDOW = 8;
export const MAX_WINDOW = 32;
/** What is held ready for each attempt that may be under way. */
const HELD_PER_PLACE = 32;
export const FIRST_ROOM = FIRST_WINDOW * HELD_PER_PLACE;

/**
 * What one worker holds for one endpoint, in memory. Its window grows by one with each success and
 * halves with each failure, so that a receiver that hangs soon occupies a single place.
 */
export type Outbox = {
  endpoint: Endpoint;
  /** Everything held: waiting, under way, or attempted and not yet written down. */
  held: Map<string, Outbound>;
  /** Free to go, in order. */
  ready: Outbound[];
  /** Those behind one of the same order key that is ready or under way. */
  behind: Map<string, Outbound[]>;
  underWay: number;
  window: number;
  /** The log or the table may hold more than there was room for. */
  hasMore: boolean;
  /** First attempts that somebody wrote down may be among what is not held. */
  hasStrayFirsts: boolean;
};

/** An outbox for an endpoint that was just taken: nobody knows how far its last sender came. */
export function openOutbox(endpoint: Endpoint): Outbox {
  return {
    endpoint,
    held: new Map(),
    ready: [],
    behind: new Map(),
    underWay: 0,
    window: FIRST_WINDOW,
    hasMore: false,
    hasStrayFirsts: true,
  };
}

/** How many more it takes. */
export function capacityOf({ window, held }: Outbox): number {
  return Math.max(0, window * HELD_PER_PLACE - held.size);
}

/** Whether it is worth asking for more. */
export function wantsMore(outbox: Outbox): boolean {
  return capacityOf(outbox) * 2 >= outbox.window * HELD_PER_PLACE;
}

/** Whether it would run dry soon although there is more. */
export function wantsMoreWork(outbox: Outbox): boolean {
  return outbox.hasMore && wantsMore(outbox);
}

/** Takes deliveries in, behind those of the same order key. */
export function put(outbox: Outbox, deliveries: readonly Outbound[]): void {
  for (const delivery of deliveries) {
    if (outbox.held.has(delivery.id)) continue;
    outbox.held.set(delivery.id, delivery);
    const line = delivery.orderKey === null ? undefined : outbox.behind.get(delivery.orderKey);
    if (line) line.push(delivery);
    else free(outbox, delivery);
  }
}

/** Whether an attempt can begin now. */
export function canStart({ ready, underWay, window }: Outbox): boolean {
  return ready.length > 0 && underWay < window;
}

/** The delivery whose attempt begins now. */
export function start(outbox: Outbox): Outbound | undefined {
  const delivery = outbox.ready.shift();
  if (delivery) outbox.underWay += 1;
  return delivery;
}

/** The attempt has ended: the next one of its key may go. It is still held, until `forget`. */
export function finish(outbox: Outbox, delivery: Outbound, isSuccess: boolean): void {
  outbox.underWay -= 1;
  outbox.window = isSuccess
    ? Math.min(MAX_WINDOW, outbox.window + 1)
    : Math.max(1, outbox.window >> 1);
  if (delivery.orderKey === null) return;
  const next = outbox.behind.get(delivery.orderKey)?.shift();
  if (next) outbox.ready.push(next);
  else outbox.behind.delete(delivery.orderKey);
}

/** Its attempt is written down. */
export function forget(outbox: Outbox, id: string): void {
  outbox.held.delete(id);
}

/** Lets nothing more of it begin: the endpoint is another sender's now, or gone, or off. */
export function abandon(outbox: Outbox): void {
  outbox.ready = [];
  outbox.behind.clear();
  outbox.hasMore = false;
}

function free(outbox: Outbox, delivery: Outbound): void {
  outbox.ready.push(delivery);
  if (delivery.orderKey !== null) outbox.behind.set(delivery.orderKey, []);
}
