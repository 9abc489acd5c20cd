import { Refusal } from '../../../kernel/refusal.ts';
import type { Database } from '../../../platform/db/database.ts';
import { groupsOf } from '../../../platform/db/distribution.ts';
import type { Log } from '../../../platform/log/log.ts';
import type { EndpointKey } from '../endpoints/endpoint.ts';
import type { Alarm } from './alarm.ts';
import { type ClaimRequest, claimWork, type Work } from './claim-work.ts';
import type { Dispatch } from './dispatch.ts';
import {
  abandon,
  adoptEndpoint,
  capacityOf,
  enqueue,
  FIRST_CAPACITY,
  type Outbox,
  openOutbox,
  wantsMore,
  wantsMoreWork,
} from './outbox.ts';
import type { ScanPace } from './scan-pace.ts';
import {
  releaseEndpoints,
  renewEndpoints,
  type SeenEndpoint,
  selectOwn,
  selectWaiting,
} from './sending-store.ts';

/** Endpoints that one sender leases at the same time. */
const MAX_OUTBOXES = 1_000;
/** Endpoints that one round leases. */
const MAX_CLAIMED = 100;

export type RoundParts = {
  db: Database;
  log: Log;
  clock: () => number;
  leaseMs: number;
  /** The ID of this sender in the leases. */
  sender: string;
  dispatch: Dispatch;
  alarm: Alarm;
  pace: ScanPace;
};

export type Rounds = {
  /** Claims once what there is to send, and hands it to the dispatch. */
  next(): Promise<void>;
  /** Marks deliveries after a round failed and it is unknown whether it was committed. */
  assumePossiblySent(): void;
  /** Ends every lease. */
  release(): Promise<void>;
};

/**
 * Creates the leases of one sender and what it has prefetched; see the drawing in
 * start-deliveries.ts.
 */
export function createRounds(parts: RoundParts): Rounds {
  const state: State = { ...parts, outboxes: new Map(), renewedAt: performance.now() };
  return {
    next: () => lookOnce(state),
    assumePossiblySent() {
      for (const outbox of state.outboxes.values()) outbox.hasPossiblySent = true;
    },
    release: () => leave(state, [...state.outboxes.values()]),
  };
}

type State = RoundParts & { outboxes: Map<string, Outbox>; renewedAt: number };

async function lookOnce(state: State): Promise<void> {
  const now = new Date(state.clock());
  const busy = await refresh(state, now);
  const waiting = await findFree(state, now);
  await claimAll(state, now, [...busy.filter(wantsMore).map(moreOf), ...waiting.map(firstOf)]);
  const isIdle = (outbox: Outbox) => outbox.held.size === 0 && !busy.includes(outbox);
  await leave(state, [...state.outboxes.values()].filter(isIdle));
  await renew(state);
}

/** Reads what changed about the leased endpoints, and returns those with work. */
async function refresh({ db, sender, outboxes }: State, now: Date): Promise<Outbox[]> {
  if (outboxes.size === 0) return [];
  const own = await selectOwn(db, { sender, now, keys: endpointsOf(outboxes.values()) });
  const seen = new Map(own.map((endpoint) => [keyOf(endpoint), endpoint]));
  for (const [key, outbox] of outboxes) {
    if (seen.has(key)) continue;
    abandon(outbox);
    outboxes.delete(key);
  }
  return [...outboxes].flatMap(([key, outbox]) => (adopt(outbox, seen.get(key)) ? [outbox] : []));
}

async function findFree({ db, outboxes, pace }: State, now: Date): Promise<EndpointKey[]> {
  const limit = Math.min(MAX_CLAIMED, MAX_OUTBOXES - outboxes.size);
  if (limit === 0 || !pace.isDue()) return [];
  const startedAt = performance.now();
  const waiting = await selectWaiting(db, { now, limit });
  pace.looked(performance.now() - startedAt);
  if (waiting.length === limit) pace.hurry();
  // After a long pause of this process, its own leases have expired too.
  return waiting.filter((key) => !outboxes.has(keyOf(key)));
}

/** Claims for the endpoints of each group of accounts that a distributed database has together. */
async function claimAll(state: State, now: Date, asked: readonly ClaimRequest[]): Promise<void> {
  for (const group of await groupsOf(state.db, asked)) await claim(state, now, group);
}

/** Claims for all together, or for each alone if one of them makes that fail. */
async function claim(state: State, now: Date, asked: readonly ClaimRequest[]): Promise<void> {
  const [first, ...others] = asked;
  if (!first) return;
  try {
    await claimTogether(state, now, asked);
  } catch (err) {
    if (err instanceof Refusal) throw err;
    if (others.length === 0) return complain(state, first, err);
    for (const one of asked) await claim(state, now, [one]);
  }
}

function complain({ log }: State, { accountId, event }: EndpointKey, err: unknown): void {
  log.error({ err, accountId, webhook: event }, 'webhook endpoint cannot be served');
}

async function claimTogether(
  state: State,
  now: Date,
  asked: readonly ClaimRequest[],
): Promise<void> {
  const { db, sender, leaseMs, outboxes } = state;
  const held = asked.flatMap((one) => [...(outboxes.get(keyOf(one))?.held.keys() ?? [])]);
  for (const work of await claimWork(db, asked, { sender, now, leaseMs, held })) {
    receiveWork(state, work);
  }
}

function receiveWork({ outboxes, dispatch, alarm, pace }: State, work: Work): void {
  const { endpoint, deliveries, hasMore, hasPossiblySent } = work;
  const key = keyOf(endpoint);
  const known = outboxes.get(key);
  if (!known && deliveries.length === 0) {
    if (hasMore) pace.hurry();
    return;
  }
  const outbox = known ?? openOutbox(endpoint);
  adoptEndpoint(outbox, endpoint);
  outbox.hasMore = hasMore;
  outbox.hasPossiblySent = hasPossiblySent;
  outboxes.set(key, outbox);
  enqueue(outbox, deliveries);
  dispatch.offer(outbox);
  if (wantsMoreWork(outbox)) alarm.ring();
}

async function leave({ db, sender, outboxes }: State, some: readonly Outbox[]): Promise<void> {
  for (const keys of await groupsOf(db, endpointsOf(some))) {
    await db.transaction((tx) => releaseEndpoints(tx, { sender, keys }));
    for (const key of keys) outboxes.delete(keyOf(key));
  }
}

async function renew(state: State): Promise<void> {
  const { db, sender, leaseMs, outboxes } = state;
  if (outboxes.size === 0 || performance.now() - state.renewedAt < leaseMs / 3) return;
  state.renewedAt = performance.now();
  for (const keys of await groupsOf(db, endpointsOf(outboxes.values()))) {
    await renewEndpoints(db, { sender, leaseMs, keys });
  }
}

/** Returns whether there is work besides what is held. */
function adopt(outbox: Outbox, endpoint: SeenEndpoint | undefined): boolean {
  if (!endpoint) return false;
  adoptEndpoint(outbox, endpoint);
  return endpoint.hasWork || outbox.hasPossiblySent;
}

function moreOf(outbox: Outbox): ClaimRequest {
  const { accountId, event } = outbox.endpoint;
  const withPossiblySent = outbox.hasPossiblySent;
  return {
    accountId,
    event,
    capacity: capacityOf(outbox),
    withPossiblySent,
    isHeld: outbox.held.size > 0,
  };
}

function firstOf({ accountId, event }: EndpointKey): ClaimRequest {
  return { accountId, event, capacity: FIRST_CAPACITY, withPossiblySent: true, isHeld: false };
}

function endpointsOf(outboxes: Iterable<Outbox>): EndpointKey[] {
  return [...outboxes].map(({ endpoint: { accountId, event } }) => ({ accountId, event }));
}

function keyOf({ accountId, event }: EndpointKey): string {
  return `${accountId}/${event}`;
}
