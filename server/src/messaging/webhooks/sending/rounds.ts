import { Refusal } from '../../../kernel/refusal.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { Log } from '../../../platform/log/log.ts';
import type { Alarm } from './alarm.ts';
import { type Asked, claimWork, type Work } from './claim-work.ts';
import type { Dispatch } from './dispatch.ts';
import {
  abandon,
  capacityOf,
  FIRST_ROOM,
  type Outbox,
  openOutbox,
  put,
  wantsMore,
  wantsMoreWork,
} from './outbox.ts';
import type { ScanPace } from './scan-pace.ts';
import {
  type EndpointKey,
  releaseEndpoints,
  renewEndpoints,
  type SeenEndpoint,
  selectOwn,
  selectWaiting,
} from './sending-store.ts';

/** Endpoints that one worker sends for at the same time. */
export const MAX_OUTBOXES = 1_000;
/** Endpoints that one round takes on. */
const MAX_TAKEN = 100;

export type RoundParts = {
  db: Database;
  log: Log;
  clock: () => number;
  leaseMs: number;
  /** The name of this worker. */
  sender: string;
  dispatch: Dispatch;
  alarm: Alarm;
  pace: ScanPace;
};

export type Rounds = {
  /** Looks once for what there is to send, and hands it to the dispatch. */
  next(): Promise<void>;
  /** A round failed, and nobody knows whether it was committed. */
  distrust(): void;
  /** Leaves every endpoint to other workers. */
  release(): Promise<void>;
};

/** What a worker holds, and how it gets more of it. */
export function createRounds(parts: RoundParts): Rounds {
  const state: State = { ...parts, outboxes: new Map(), renewedAt: performance.now() };
  return {
    next: () => lookOnce(state),
    distrust() {
      for (const outbox of state.outboxes.values()) outbox.hasStrayFirsts = true;
    },
    release: () => leave(state, [...state.outboxes.values()]),
  };
}

type State = RoundParts & { outboxes: Map<string, Outbox>; renewedAt: number };

async function lookOnce(state: State): Promise<void> {
  const now = new Date(state.clock());
  const busy = await refresh(state, now);
  const waiting = await findWaiting(state, now);
  await take(state, now, [...busy.filter(wantsMore).map(askMore), ...waiting.map(askFirst)]);
  const isIdle = (outbox: Outbox) => outbox.held.size === 0 && !busy.includes(outbox);
  await leave(state, [...state.outboxes.values()].filter(isIdle));
  await renew(state);
}

/** Learns what has changed about the endpoints of this worker; gives those with something to do. */
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

async function findWaiting({ db, outboxes, pace }: State, now: Date): Promise<EndpointKey[]> {
  const limit = Math.min(MAX_TAKEN, MAX_OUTBOXES - outboxes.size);
  if (limit === 0 || !pace.isDue()) return [];
  const startedAt = performance.now();
  const waiting = await selectWaiting(db, { now, limit });
  pace.looked(performance.now() - startedAt);
  if (waiting.length === limit) pace.hurry();
  // After a long pause of this process its own endpoints count as abandoned, too.
  return waiting.filter((key) => !outboxes.has(keyOf(key)));
}

/** Together; where that fails for a reason of one of them, each alone, so that the others go on. */
async function take(state: State, now: Date, asked: readonly Asked[]): Promise<void> {
  const [first, ...others] = asked;
  if (!first) return;
  try {
    await takeTogether(state, now, asked);
  } catch (err) {
    if (err instanceof Refusal) throw err;
    if (others.length === 0) return complain(state, first, err);
    for (const one of asked) await take(state, now, [one]);
  }
}

function complain({ log }: State, { accountId, event }: EndpointKey, err: unknown): void {
  log.error({ err, accountId, webhook: event }, 'Nothing can be sent to a webhook.');
}

async function takeTogether(state: State, now: Date, asked: readonly Asked[]): Promise<void> {
  const { db, sender, leaseMs, outboxes } = state;
  const held = asked.flatMap((one) => [...(outboxes.get(keyOf(one))?.held.keys() ?? [])]);
  for (const work of await claimWork(db, asked, { sender, now, leaseMs, held })) {
    takeIn(state, work);
  }
}

function takeIn({ outboxes, dispatch, alarm, pace }: State, work: Work): void {
  const { endpoint, deliveries, hasMore, hasStrayFirsts } = work;
  const key = keyOf(endpoint);
  const known = outboxes.get(key);
  if (!known && deliveries.length === 0) {
    if (hasMore) pace.hurry();
    return;
  }
  const outbox = known ?? openOutbox(endpoint);
  Object.assign(outbox, { endpoint, hasMore, hasStrayFirsts });
  outboxes.set(key, outbox);
  put(outbox, deliveries);
  dispatch.offer(outbox);
  if (wantsMoreWork(outbox)) alarm.ring();
}

async function leave({ db, sender, outboxes }: State, some: readonly Outbox[]): Promise<void> {
  const keys = endpointsOf(some);
  if (keys.length > 0) await db.transaction((tx) => releaseEndpoints(tx, { sender, keys }));
  for (const key of keys) outboxes.delete(keyOf(key));
}

async function renew(state: State): Promise<void> {
  const { db, sender, leaseMs, outboxes } = state;
  if (outboxes.size === 0 || performance.now() - state.renewedAt < leaseMs / 3) return;
  state.renewedAt = performance.now();
  await renewEndpoints(db, { sender, leaseMs, keys: endpointsOf(outboxes.values()) });
}

/** Whether there is something to do besides what is held. */
function adopt(outbox: Outbox, endpoint: SeenEndpoint | undefined): boolean {
  if (!endpoint) return false;
  outbox.endpoint = endpoint;
  return endpoint.hasWork || outbox.hasStrayFirsts;
}

function askMore(outbox: Outbox): Asked {
  const { accountId, event } = outbox.endpoint;
  const withFirst = outbox.hasStrayFirsts;
  return { accountId, event, room: capacityOf(outbox), withFirst, isHeld: outbox.held.size > 0 };
}

function askFirst({ accountId, event }: EndpointKey): Asked {
  return { accountId, event, room: FIRST_ROOM, withFirst: true, isHeld: false };
}

function endpointsOf(outboxes: Iterable<Outbox>): EndpointKey[] {
  return [...outboxes].map(({ endpoint: { accountId, event } }) => ({ accountId, event }));
}

function keyOf({ accountId, event }: EndpointKey): string {
  return `${accountId}/${event}`;
}
