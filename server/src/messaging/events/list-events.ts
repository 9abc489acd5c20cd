import type { ReadScope } from '../../platform/db/scope.ts';
import type { Event } from './event.ts';
import {
  type EventFilter,
  hasEvents,
  readLastSequence,
  selectEvents,
  selectNextSequence,
} from './store.ts';

/** The most events that one call reads in search of matches, so that no filter is expensive. */
export const MAX_SCANNED = 5_000;

export type EventsAsked = EventFilter & {
  /** Where the page begins; left out, at the end of the log that the direction starts from. */
  after?: number;
  limit: number;
  isDescending: boolean;
};

export type EventPage = {
  events: Event[];
  /** The next `after`; `null` when a descending list has reached the first event. */
  nextSequence: number | null;
};

/**
 * Returns a page of the account's events, oldest first or newest first. One call reads at most
 * `MAX_SCANNED` events, so a page of a filtered list may have no events and still a successor.
 */
export async function listEvents(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  { after, limit, isDescending, ...filter }: EventsAsked,
): Promise<EventPage> {
  // Before the events: what it counts has been committed.
  const head = await readLastSequence(scope);
  return isDescending
    ? listNewestFirst(scope, filter, { before: after, limit, head })
    : listOldestFirst(scope, filter, { after: after ?? 0, limit, head });
}

async function listOldestFirst(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  filter: EventFilter,
  { after, limit, head }: { after: number; limit: number; head: bigint },
): Promise<EventPage> {
  const from = BigInt(after);
  const until = smaller(from + BigInt(MAX_SCANNED), head);
  if (until <= from) return { events: [], nextSequence: after };
  const events = await selectEvents(scope, filter, { after: from, until, limit });
  if (events.length === limit) return { events, nextSequence: Number(events.at(-1)?.sequence) };
  // Behind events that are kept no longer, the page leads to the first that is.
  const next = events.length === 0 ? await selectNextSequence(scope, until) : undefined;
  return { events, nextSequence: Number(next === undefined ? until : next - 1n) };
}

async function listNewestFirst(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  filter: EventFilter,
  { before, limit, head }: { before: number | undefined; limit: number; head: bigint },
): Promise<EventPage> {
  const until = before === undefined ? head : smaller(BigInt(before) - 1n, head);
  if (until <= 0n) return { events: [], nextSequence: null };
  const after = until > MAX_SCANNED ? until - BigInt(MAX_SCANNED) : 0n;
  const events = await selectEvents(scope, filter, { after, until, isDescending: true, limit });
  const lowest = events.length === limit ? events.at(-1)?.sequence : after + 1n;
  const isFirst =
    lowest === undefined ||
    lowest <= 1n ||
    (events.length === 0 && !(await hasEvents(scope, after)));
  return { events, nextSequence: isFirst ? null : Number(lowest) };
}

function smaller(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
