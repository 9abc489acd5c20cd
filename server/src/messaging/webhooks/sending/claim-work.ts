import { newId } from '../../../kernel/ids.ts';
import type { Database, Tx } from '../../../platform/db/database.ts';
import type { Event } from '../../events/index.ts';
import { madeAt } from '../deliveries/delivery.ts';
import { bodyFor, type EndpointKey, orderKeyOf, typesOf } from '../endpoints/endpoint.ts';
import {
  type Claimed,
  insertDeliveries,
  lockEndpoints,
  type NewDelivery,
  type Outbound,
  type SeenEndpoint,
  selectDue,
  selectNews,
  updateClaimed,
} from './sending-store.ts';

/** Events that one claim passes over in search of an endpoint's types. */
const MAX_SCANNED_EVENTS = 5_000;

/** What a sender claims at one endpoint. */
export type ClaimRequest = EndpointKey & {
  capacity: number;
  /** First attempts that a previous sender recorded may be waiting. */
  withPossiblySent: boolean;
  /** The sender holds deliveries already, so the lease stays in any case. */
  isHeld: boolean;
};

/** What was claimed: the endpoint as it is now, and deliveries in the order of sending. */
export type Work = {
  endpoint: SeenEndpoint;
  deliveries: Outbound[];
  /** There may be more than the capacity allowed. */
  hasMore: boolean;
  hasPossiblySent: boolean;
};

/**
 * Leases these endpoints, whose accounts are on one node of a distributed database, and claims
 * their due attempts and new events. Events become deliveries in the transaction that moves the
 * cursor past them, so that each becomes exactly one, whatever crashes. New events come after all
 * earlier deliveries, which keeps the order.
 */
export async function claimWork(
  db: Database,
  asked: readonly ClaimRequest[],
  by: { sender: string; now: Date; leaseMs: number; held: readonly string[] },
): Promise<Work[]> {
  return db.transaction(async (tx) => {
    const endpoints = await lockEndpoints(tx, { ...by, keys: asked });
    const places = endpoints.map((endpoint) => toPlace(endpoint, asked));
    await addDue(tx, places, by);
    await addNews(tx, places);
    if (places.length > 0) await updateClaimed(tx, places.map(toClaimed), by);
    return places.map(toWork);
  });
}

/** What is collected for one endpoint. */
type Place = ClaimRequest & {
  endpoint: SeenEndpoint;
  due: Outbound[];
  made: NewDelivery[];
  lastSequence: bigint;
};

function toPlace(endpoint: SeenEndpoint, asked: readonly ClaimRequest[]): Place {
  const { accountId, event, lastSequence } = endpoint;
  const own = asked.find((one) => one.accountId === accountId && one.event === event);
  if (!own) throw new Error('An endpoint was locked that nobody asked for.');
  return { ...own, endpoint, due: [], made: [], lastSequence };
}

async function addDue(
  tx: Tx,
  places: Place[],
  by: { now: Date; held: readonly string[] },
): Promise<void> {
  if (places.length === 0) return;
  const byKey = new Map(places.map((place) => [keyOf(place), place]));
  for (const delivery of await selectDue(tx, places, by)) {
    byKey.get(keyOf(delivery))?.due.push(delivery);
  }
}

async function addNews(tx: Tx, places: Place[]): Promise<void> {
  const open = places.filter((place) => hasNews(place) && !isFull(place));
  if (open.length === 0) return;
  const asked = open.map((place) => ({
    accountId: place.accountId,
    event: place.event,
    after: place.lastSequence,
    until: scanEnd(place),
    types: typesOf(place.endpoint),
    capacity: place.capacity - place.due.length,
  }));
  const byKey = new Map(open.map((place) => [keyOf(place), place]));
  for (const news of await selectNews(tx, asked)) {
    const place = byKey.get(keyOf({ accountId: news.accountId, event: news.endpoint }));
    place?.made.push(toDelivery(place.endpoint, news));
  }
  for (const place of open) place.lastSequence = seenUntil(place);
  const made = open.flatMap((place) => place.made);
  if (made.length > 0) await insertDeliveries(tx, made);
}

function hasNews({ endpoint, lastSequence }: Place): boolean {
  return endpoint.enabled && lastSequence < endpoint.head;
}

function scanEnd({ endpoint, lastSequence }: Place): bigint {
  const end = lastSequence + BigInt(MAX_SCANNED_EVENTS);
  return end < endpoint.head ? end : endpoint.head;
}

/** Returns the end of the scan, or the last event that the capacity allowed. */
function seenUntil(place: Place): bigint {
  const hasCapacityLeft = place.due.length + place.made.length < place.capacity;
  return hasCapacityLeft ? scanEnd(place) : (place.made.at(-1)?.sequence ?? place.lastSequence);
}

function isFull({ due, capacity }: Place): boolean {
  return due.length >= capacity;
}

function toDelivery(endpoint: SeenEndpoint, news: Event): NewDelivery {
  const { accountId, event, url } = endpoint;
  const id = newId();
  const body = bodyFor(event, news);
  const orderKey = orderKeyOf(news);
  const { sequence } = news;
  const createdAt = madeAt(id);
  return { accountId, event, url, id, createdAt, body, orderKey, sequence, attempts: 0, tries: 0 };
}

function toClaimed(place: Place): Claimed {
  const { accountId, event, lastSequence } = place;
  const isLeased = place.isHeld || place.due.length > 0 || place.made.length > 0;
  return { accountId, event, lastSequence, mayHaveMoreDue: isFull(place), isLeased };
}

function toWork(place: Place): Work {
  const { endpoint, due, made, withPossiblySent } = place;
  return {
    endpoint,
    deliveries: [...due, ...made],
    hasMore: isFull(place) || hasNews(place),
    hasPossiblySent: withPossiblySent && isFull(place),
  };
}

function keyOf({ accountId, event }: EndpointKey): string {
  return `${accountId}/${event}`;
}
