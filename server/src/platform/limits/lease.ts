import { type Bucket, fullBucket, type RateLimit, refill } from '../../kernel/token-bucket.ts';
import type { LeaseAnswer, LeaseWish } from './limit-store.ts';

/** Tokens that nobody has asked for in this time are given back. */
export const IDLE_MS = 1_000;
/** An empty bucket is asked again when it has a token, but not sooner or later than this. */
const EMPTY_MS = { least: 100, most: 1_000 };
/** The parts of a burst: what one lease holds at most, and what is spent ahead of a lease. */
const LARGEST_SLICE = 1 / 4;
const ADVANCE = 1 / 100;
/** With this part of the burst left, tokens are spent ahead of the lease. */
const PLENTY = 1 / 4;

const NEVER = Number.NEGATIVE_INFINITY;

/** What this process knows of a shared bucket, and the tokens that it may spend of it. */
export type Lease = {
  readonly bucket: string;
  readonly limit: RateLimit;
  /** Tokens that were leased and not spent; below zero, spent and not yet reported. */
  inHand: number;
  /** How many there were after the latest lease. */
  slice: number;
  /** The shared bucket without them, as the latest answer left it. A new one is taken for full. */
  shared: Bucket;
  /** How many were asked for since the latest exchange, and when the last time. */
  demand: number;
  usedAt: number;
  /** Until then the bucket is known to be empty. */
  emptyUntil: number;
};

export function newLease(bucket: string, limit: RateLimit, nowMs: number): Lease {
  return {
    bucket,
    limit,
    inHand: 0,
    slice: 0,
    shared: fullBucket(limit, nowMs),
    demand: 0,
    usedAt: nowMs,
    emptyUntil: NEVER,
  };
}

/** Counts that a token is asked for, whether or not there is one. */
export function noteDemand(lease: Lease, nowMs: number): void {
  lease.demand += 1;
  lease.usedAt = nowMs;
}

/** Returns whether a token may be spent: of the lease, or ahead of it while there are plenty. */
export function maySpend(lease: Lease, nowMs: number): boolean {
  return lease.inHand >= 1 || (lease.inHand > -advanceOf(lease.limit) && hasPlenty(lease, nowMs));
}

/** Returns whether the database said a moment ago that the bucket is empty. */
export function isEmpty(lease: Lease, nowMs: number): boolean {
  return nowMs < lease.emptyUntil;
}

/** Returns whether it is time to lease more, or to report what was spent. */
export function isLow({ inHand, slice }: Lease): boolean {
  return inHand <= slice / 4;
}

/** Returns the tokens that are left, in hand and shared, as far as this process knows. */
export function leftOf(lease: Lease, nowMs: number): Bucket {
  const { tokens } = refill(lease.shared, lease.limit, nowMs);
  return { tokens: Math.min(lease.limit.burst, tokens + lease.inHand), at: nowMs };
}

/** Returns what to ask for, and takes out of the lease what goes back with it. */
export function toWish(lease: Lease, nowMs: number): LeaseWish {
  const { bucket, limit, demand } = lease;
  const spent = Math.max(0, -lease.inHand);
  const kept = Math.max(0, lease.inHand);
  lease.demand = 0;
  if (kept > 0 && nowMs - lease.usedAt >= IDLE_MS) {
    lease.inHand = 0;
    return { bucket, limit, spent, wanted: -kept };
  }
  lease.inHand = kept;
  return { bucket, limit, spent, wanted: Math.max(0, sliceFor(lease, demand, nowMs) - kept) };
}

/** Adds what was leased. */
export function settle(
  lease: Lease,
  { wanted }: LeaseWish,
  { answer, nowMs }: { answer: LeaseAnswer; nowMs: number },
): void {
  const { limit } = lease;
  const tokens = answer.tokens - answer.leased;
  lease.inHand += Math.max(0, answer.leased);
  lease.slice = Math.max(0, lease.inHand);
  lease.shared = { tokens: Math.min(limit.burst, tokens), at: nowMs };
  const isShort = answer.leased < wanted || tokens < 1;
  const untilMs = ((1 - tokens) / limit.perSecond) * 1000;
  const waitMs = Math.min(EMPTY_MS.most, Math.max(EMPTY_MS.least, untilMs));
  lease.emptyUntil = isShort ? nowMs + waitMs : NEVER;
}

/**
 * Restores a lease whose exchange failed. Nobody knows whether it took effect: what was spent is
 * reported again, and what was given back is taken for gone, so that no token is spent twice.
 */
export function restore(lease: Lease, { spent }: LeaseWish): void {
  lease.inHand -= spent;
}

function sliceFor(lease: Lease, demand: number, nowMs: number): number {
  const largest = Math.max(1, Math.floor(lease.limit.burst * LARGEST_SLICE));
  if (!hasPlenty(lease, nowMs)) return Math.min(largest, demand);
  return demand <= advanceOf(lease.limit) ? 0 : Math.min(largest, 2 * demand);
}

function hasPlenty({ shared, limit }: Lease, nowMs: number): boolean {
  return refill(shared, limit, nowMs).tokens >= Math.max(1, limit.burst * PLENTY);
}

function advanceOf({ burst }: RateLimit): number {
  return Math.max(1, Math.floor(burst * ADVANCE));
}
