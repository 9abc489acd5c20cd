import { Type } from 'typebox';
import { invalid } from '../../kernel/refusal.ts';
import { DEFAULT_PAGE_SIZE } from '../../platform/http/paging.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { EVENT_TYPES, type EventType, showEvent } from './event.ts';
import { listEvents } from './list-events.ts';
import { anEvent, EventsSchema, eventsQuery, streamQuery } from './schemas.ts';
import type { EventFilter } from './store.ts';
import { createEventStreams, type EventStreams } from './stream-events.ts';

/** The account's log of events, as a list and as a live stream. */
export function registerEventRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);

  routes.read(
    '/gigastore/events',
    {
      id: 'listEvents',
      scope: 'read',
      tag: 'Events',
      summary: 'List events',
      description:
        'Returns the events after the sequence `after`, oldest first. Store `nextSequence` and ' +
        'send it as the next `after`. No event is skipped, whether you use webhooks or not. With ' +
        'a filter, one call reads at most 5,000 events: a page may be empty and `nextSequence` ' +
        'still be higher than `after`. You have read everything when `nextSequence` equals ' +
        '`after`.',
      querystring: eventsQuery,
      answer: EventsSchema,
      example: { items: [anEvent], nextSequence: 42 },
    },
    async (scope, { query }) => {
      const { after, limit = DEFAULT_PAGE_SIZE, sort_dir } = query;
      const isDescending = sort_dir === 'DESC';
      const asked = { after, limit, isDescending, ...filterOf(query) };
      const { events, nextSequence } = await listEvents(scope, asked);
      return { items: events.map(showEvent), nextSequence };
    },
  );
  declareStream(app, routes, createEventStreams(parts));
}

function declareStream(app: App, routes: Routes, streams: EventStreams): void {
  app.addHook('preClose', async () => streams.close());
  routes.read(
    '/gigastore/events/stream',
    {
      id: 'streamEvents',
      scope: 'read',
      tag: 'Events',
      summary: 'Stream events',
      description:
        'Sends events as they happen, as server-sent events (`text/event-stream`): `id` is the ' +
        'sequence, `event` the type and `data` the event as JSON. A stream begins with the next ' +
        'event, or after the sequence in `Last-Event-ID` (or `after`). Browsers and libraries ' +
        'send `Last-Event-ID` when they reconnect, so no event is lost. A comment follows every ' +
        '15 seconds. A client that does not read for 20 seconds is disconnected.',
      querystring: streamQuery,
      alsoAnswers: {
        '200 text/event-stream': { description: 'The stream.', schema: Type.String() },
      },
      status: 200,
      refusals: ['rate_limited'],
    },
    (scope, { query, request, reply }) =>
      streams.open(scope, {
        reply,
        stillAdmits: request.admitAgain,
        after: startOf(request.headers['last-event-id'], query.after),
        timeoutMs: (query.timeout ?? 3_600) * 1_000,
        ...filterOf(query),
      }),
  );
}

type FilterQuery = {
  type?: string;
  customer_uid?: string;
  activated_item_uid?: string;
  iccid?: string;
};

function filterOf({ type, customer_uid, activated_item_uid, iccid }: FilterQuery): EventFilter {
  return {
    types: type === undefined ? undefined : type.split(',').map(requireType),
    customerUid: customer_uid,
    activatedItemUid: activated_item_uid,
    iccid,
  };
}

function requireType(text: string): EventType {
  const type = EVENT_TYPES.find((known) => known === text.trim());
  if (!type)
    throw invalid('/type', `must be event types separated by commas, such as ${EVENT_TYPES[0]}`);
  return type;
}

function startOf(lastEventId: string | string[] | undefined, after: number | undefined) {
  const text = [lastEventId].flat()[0]?.trim();
  if (!text) return after === undefined ? undefined : BigInt(after);
  if (!/^\d{1,15}$/.test(text)) throw invalid('/Last-Event-ID', 'must be the id of an event');
  return BigInt(text);
}
