import { Type } from 'typebox';
import type { Queryable } from '../../platform/db/database.ts';
import { operation } from '../../platform/http/operation.ts';
import { DEFAULT_PAGE_SIZE } from '../../platform/http/paging.ts';
import { answer, Id, oneOf, Timestamp } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { EVENT_TYPES, type ShownEvent, showEvent } from './event.ts';
import { selectEventsAfter } from './store.ts';

const MAX_PAGE_SIZE = 200;
/** As many digits as a whole number of a query may have. */
const MAX_SEQUENCE = 999_999_999_999_999;

const EventSchema = answer('Event', {
  type: oneOf(EVENT_TYPES),
  id: Id,
  sequence: Type.Integer({ description: 'Counts the events of the account from 1, without gaps.' }),
  createdAt: Timestamp,
  data: Type.Object({}, { description: 'What happened; its fields depend on the type.' }),
});

const anEvent: ShownEvent = {
  type: 'esim.country_changed',
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  sequence: 42,
  createdAt: '2026-04-30T09:55:36.430Z',
  data: {
    imsi: '260060145143896',
    iccid: '8997212330099184896',
    previousCountry: null,
    newCountry: 'AT',
  },
};

/** The account's log of facts (contract section 6). */
export function registerEventRoutes(app: App, { db }: { db: Queryable }): void {
  app.get(
    '/gigastore/events',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'listEvents',
        tag: 'Events',
        summary: 'Read what has happened',
        description:
          'Oldest first, from the event after the number `after`. Keep `nextSequence` and send ' +
          'it as the next `after`: it is the number of the last event given, or `after` itself ' +
          'when there is nothing new. Nothing is skipped, whether webhooks are set or not.',
        querystring: Type.Object({
          after: Type.Optional(
            Type.Integer({
              minimum: 0,
              maximum: MAX_SEQUENCE,
              description: 'From the beginning when left out.',
            }),
          ),
          limit: Type.Optional(
            Type.Integer({ minimum: 1, maximum: MAX_PAGE_SIZE, description: 'Default 50.' }),
          ),
        }),
        answer: answer('Events', {
          items: Type.Array(EventSchema),
          nextSequence: Type.Integer(),
        }),
        example: { items: [anEvent], nextSequence: 42 },
      }),
    },
    async ({ context, query }) => {
      const { after = 0, limit = DEFAULT_PAGE_SIZE } = query;
      const events = await selectEventsAfter(db, context.accountId, { after, limit });
      const items = events.map(showEvent);
      return { items, nextSequence: items.at(-1)?.sequence ?? after };
    },
  );
}
