import {
  type Bucket,
  fullBucket,
  type RateLimit,
  refill,
  spend,
} from '../../../kernel/token-bucket.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';
import type { Outbound } from './sending-store.ts';

/** Attempts at one endpoint at the same time: at first, and at most. */
export const FIRST_WINDOW = 8;
export const MAX_WINDOW = 32;
/** Deliveries that are prefetched for each attempt that may be under way. */
const PREFETCH_PER_ATTEMPT = 32;
export const FIRST_CAPACITY = FIRST_WINDOW * PREFETCH_PER_ATTEMPT;

/**
 * The deliveries that one sender has prefetched for one endpoint. The window of attempts grows by
 * one with each success and halves with each failure, so that a hanging receiver soon occupies one.
 */
export type Outbox = {
  endpoint: Endpoint;
  /** Everything prefetched: waiting, under way, or attempted and not recorded yet. */
  held: Map<string, Outbound>;
  /** What may be sent next, in order. */
  ready: Outbound[];
  /** What waits for a delivery of the same order key. */
  behind: Map<string, Outbound[]>;
  underWay: number;
  window: number;
  /** There may be more to send than was prefetched. */
  hasMore: boolean;
  /** First attempts that another sender recorded, and possibly sent, may not be held yet. */
  hasPossiblySent: boolean;
  /** When the pause ends that the receiver asked for; 0 without one. Milliseconds of real time. */
  pausedUntilMs: number;
  /** What is left of the endpoint's `maxPerSecond`. */
  bucket: Bucket | undefined;
};

/** Returns an outbox for an endpoint that was just leased: its last sender possibly sent some. */
export function openOutbox(endpoint: Endpoint): Outbox {
  return {
    endpoint,
    held: new Map(),
    ready: [],
    behind: new Map(),
    underWay: 0,
    window: FIRST_WINDOW,
    hasMore: false,
    hasPossiblySent: true,
    pausedUntilMs: endpoint.pausedUntil?.getTime() ?? 0,
    bucket: undefined,
  };
}

/** Takes over what changed about the endpoint. A new URL is not bound by the old one's pause. */
export function adoptEndpoint(outbox: Outbox, endpoint: Endpoint): void {
  const isMoved = endpoint.url !== outbox.endpoint.url;
  const pausedUntilMs = endpoint.pausedUntil?.getTime() ?? 0;
  outbox.pausedUntilMs = isMoved ? pausedUntilMs : Math.max(outbox.pausedUntilMs, pausedUntilMs);
  outbox.endpoint = endpoint;
}

/** Returns how many more deliveries can be prefetched. */
export function capacityOf({ window, held }: Outbox): number {
  return Math.max(0, window * PREFETCH_PER_ATTEMPT - held.size);
}

/** Returns whether at least half of the capacity is free. */
export function wantsMore(outbox: Outbox): boolean {
  return capacityOf(outbox) * 2 >= outbox.window * PREFETCH_PER_ATTEMPT;
}

/** Returns whether to claim more before the outbox runs empty. */
export function wantsMoreWork(outbox: Outbox): boolean {
  return outbox.hasMore && wantsMore(outbox);
}

/** Adds deliveries, behind those of the same order key. */
export function enqueue(outbox: Outbox, deliveries: readonly Outbound[]): void {
  for (const delivery of deliveries) {
    if (outbox.held.has(delivery.id)) continue;
    outbox.held.set(delivery.id, delivery);
    const line = delivery.orderKey === null ? undefined : outbox.behind.get(delivery.orderKey);
    if (line) line.push(delivery);
    else free(outbox, delivery);
  }
}

/** Returns whether an attempt can begin, but for a pause or the rate limit. */
export function hasReady({ ready, underWay, window }: Outbox): boolean {
  return ready.length > 0 && underWay < window;
}

/** Returns how long a pause or the rate limit of the endpoint delays the next attempt. */
export function delayMs(outbox: Outbox, nowMs: number): number {
  const pauseMs = Math.max(0, outbox.pausedUntilMs - nowMs);
  const limit = limitOf(outbox);
  if (!limit) return pauseMs;
  const bucket = refill(outbox.bucket ?? fullBucket(limit, nowMs), limit, nowMs);
  const shortOf = Math.max(0, 1 - bucket.tokens);
  return Math.max(pauseMs, Math.ceil((shortOf / limit.perSecond) * 1_000));
}

/** Returns the delivery whose attempt begins now. */
export function start(outbox: Outbox, nowMs: number): Outbound | undefined {
  const delivery = outbox.ready.shift();
  if (!delivery) return undefined;
  outbox.underWay += 1;
  const limit = limitOf(outbox);
  if (limit) outbox.bucket = spend(refill(outbox.bucket ?? fullBucket(limit, nowMs), limit, nowMs));
  return delivery;
}

function limitOf({ endpoint: { maxPerSecond } }: Outbox): RateLimit | undefined {
  return maxPerSecond ? { perSecond: maxPerSecond, burst: 1 } : undefined;
}

/** Ends an attempt and frees the next of its order key. It stays held until `settle`. */
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

/** Removes an attempt whose outcome is recorded. */
export function settle(outbox: Outbox, id: string): void {
  outbox.held.delete(id);
}

/** Begins nothing more: the endpoint was leased by another sender, deleted or disabled. */
export function abandon(outbox: Outbox): void {
  outbox.ready = [];
  outbox.behind.clear();
  outbox.hasMore = false;
}

function free(outbox: Outbox, delivery: Outbound): void {
  outbox.ready.push(delivery);
  if (delivery.orderKey !== null) outbox.behind.set(delivery.orderKey, []);
}
