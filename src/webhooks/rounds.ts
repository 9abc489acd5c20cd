import type { Database } from '../db/database.ts';
import type { Alarm } from './alarm.ts';
import type { Dispatch } from './dispatch.ts';
import {
  abandon,
  FIRST_ROOM,
  isHungry,
  type Outbox,
  openOutbox,
  put,
  roomIn,
  wantsMore,
} from './outbox.ts';
import {
  type EndpointKey,
  releaseEndpoints,
  renewEndpoints,
  type SeenEndpoint,
  selectOwn,
  selectWaiting,
} from './sending-store.ts';
import { type Asked, takeWork, type Work } from './take-work.ts';

/** Endpoints that one worker sends for at the same time. */
export const MAX_OUTBOXES = 1_000;
/** Endpoints that one round takes on. */
const MAX_TAKEN = 100;

export type RoundParts = {
  db: Database;
  clock: () => number;
  leaseMs: number;
  /** The name of this worker. */
  sender: string;
  dispatch: Dispatch;
  alarm: Alarm;
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
  const { db, clock, leaseMs, sender, dispatch, alarm } = parts;
  const outboxes = new Map<string, Outbox>();
  let renewedAt = performance.now();

  async function next(): Promise<void> {
    const now = new Date(clock());
    const busy = await refresh(now);
    const room = Math.min(MAX_TAKEN, MAX_OUTBOXES - outboxes.size);
    const waiting = room > 0 ? await selectWaiting(db, { now, limit: room }) : [];
    // After a long pause of this process its own endpoints count as abandoned, too.
    const others = waiting.filter((key) => !outboxes.has(keyOf(key)));
    const asked = [...busy.filter(wantsMore).map(askMore), ...others.map(askFirst)];
    if (asked.length > 0) {
      for (const work of await takeWork(db, asked, { sender, now, leaseMs, held: heldOf(asked) })) {
        takeIn(work);
      }
    }
    await leaveIdle(busy);
    await renew();
  }

  /** Learns what has changed about this worker's endpoints; gives those with something to do. */
  async function refresh(now: Date): Promise<Outbox[]> {
    if (outboxes.size === 0) return [];
    const own = await selectOwn(db, { sender, now, keys: endpointsOf(outboxes.values()) });
    const seen = new Map(own.map((endpoint) => [keyOf(endpoint), endpoint]));
    const busy: Outbox[] = [];
    for (const [key, outbox] of outboxes) {
      const endpoint = seen.get(key);
      if (!endpoint) lose(key, outbox);
      else if (adopt(outbox, endpoint)) busy.push(outbox);
    }
    return busy;
  }

  function lose(key: string, outbox: Outbox): void {
    abandon(outbox);
    outboxes.delete(key);
  }

  function heldOf(asked: readonly Asked[]): string[] {
    return asked.flatMap((one) => [...(outboxes.get(keyOf(one))?.held.keys() ?? [])]);
  }

  function takeIn({ endpoint, deliveries, hasMore, hasStrayFirsts }: Work): void {
    const key = keyOf(endpoint);
    const known = outboxes.get(key);
    if (!known && deliveries.length === 0) {
      if (hasMore) alarm.ring();
      return;
    }
    const outbox = known ?? openOutbox(endpoint);
    Object.assign(outbox, { endpoint, hasMore, hasStrayFirsts });
    outboxes.set(key, outbox);
    put(outbox, deliveries);
    dispatch.offer(outbox);
    if (isHungry(outbox)) alarm.ring();
  }

  async function leaveIdle(busy: readonly Outbox[]): Promise<void> {
    const idle = [...outboxes.values()].filter(
      (outbox) => outbox.held.size === 0 && !busy.includes(outbox),
    );
    await leave(idle);
    for (const { endpoint } of idle) outboxes.delete(keyOf(endpoint));
  }

  async function leave(some: Iterable<Outbox>): Promise<void> {
    const keys = endpointsOf(some);
    if (keys.length > 0) await db.transaction((tx) => releaseEndpoints(tx, { sender, keys }));
  }

  async function renew(): Promise<void> {
    if (outboxes.size === 0 || performance.now() - renewedAt < leaseMs / 3) return;
    renewedAt = performance.now();
    await renewEndpoints(db, { sender, leaseMs, keys: endpointsOf(outboxes.values()) });
  }

  return {
    next,
    distrust() {
      for (const outbox of outboxes.values()) outbox.hasStrayFirsts = true;
    },
    release: () => leave(outboxes.values()),
  };
}

/** Whether there is something to do besides what is held. */
function adopt(outbox: Outbox, endpoint: SeenEndpoint): boolean {
  outbox.endpoint = endpoint;
  return endpoint.hasWork || outbox.hasStrayFirsts;
}

function askMore(outbox: Outbox): Asked {
  const { accountId, event } = outbox.endpoint;
  const withFirst = outbox.hasStrayFirsts;
  return { accountId, event, room: roomIn(outbox), withFirst, isHeld: outbox.held.size > 0 };
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
