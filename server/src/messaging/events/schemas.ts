import { type TProperties, Type } from 'typebox';
import {
  answer,
  described,
  IccidInput,
  Id,
  nullable,
  oneOf,
  SortDirection,
  Timestamp,
} from '../../platform/http/schemas.ts';
import {
  compatibleData,
  EVENT_TYPES,
  type EventType,
  type ShownEvent,
  showEvent,
} from './event.ts';
import { EVENT_DATA, eventDataSchema, titleOf } from './event-data-schemas.ts';
import { sampleEvent } from './event-samples.ts';

const MAX_PAGE_SIZE = 200;
/** As many digits as an integer in a query may have. */
const MAX_SEQUENCE = 999_999_999_999_999;
const SAMPLE = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  now: new Date('2026-04-30T09:55:36.430Z'),
};

/** Returns an event of one type in the common shape. */
export function eventSchemaOf(type: EventType) {
  return withSample(showEvent(sampleEvent(type, SAMPLE)), `${titleOf(type)}Event`, {
    type: oneOf([type], { description: 'The type of the event.' }),
    id: described(Id, 'The ID of the event.'),
    sequence: Type.Integer({
      description: 'Counts the events of the account from 1, without gaps. 0 in a test.',
    }),
    createdAt: described(Timestamp, 'When it happened, by the clock of the account.'),
    data: described(eventDataSchema(type), 'What happened.'),
  });
}

/** Returns the body that an event has at the endpoint of the original API's event. */
export function compatibleSchemaOf(type: EventType) {
  const { customerUid: _, activatedItemUid: __, ...fields } = EVENT_DATA[type];
  const { body } = sampleEvent(type, SAMPLE);
  return withSample(compatibleData(type, body), `${titleOf(type)}Body`, fields);
}

/** The sample stands in the schema, because generators of clients leave out one beside it. */
function withSample<Fields extends TProperties>(sample: unknown, title: string, fields: Fields) {
  return Type.Object(fields, { title, examples: [sample] });
}

/** An event of any type. */
const EventSchema = Type.Unsafe<ShownEvent>({
  title: 'Event',
  description: 'An event. `type` decides which fields `data` has.',
  oneOf: EVENT_TYPES.map(eventSchemaOf),
  discriminator: {
    propertyName: 'type',
    mapping: Object.fromEntries(
      EVENT_TYPES.map((type) => [type, `#/components/schemas/${titleOf(type)}Event`]),
    ),
  },
});

export const EventsSchema = answer('Events', {
  items: Type.Array(EventSchema, { description: 'The events.' }),
  nextSequence: described(
    nullable(Type.Integer()),
    'The next `after`. `null` when a list in descending order has ended.',
  ),
});

const Sequence = Type.Integer({ minimum: 0, maximum: MAX_SEQUENCE });

/** Query fields that filter events, for the list and for the stream. */
const eventFilterQuery = {
  type: Type.Optional(
    Type.String({
      maxLength: 1_000,
      description: 'Only events of these types, separated by commas.',
      examples: ['package.purchased,package.refunded'],
    }),
  ),
  customer_uid: Type.Optional(
    Type.String({
      maxLength: 64,
      description: 'Only events about this customer.',
      examples: ['123e4567-e89b-12d3-a456-426614174000'],
    }),
  ),
  activated_item_uid: Type.Optional(
    Type.String({
      maxLength: 64,
      description: 'Only events about this package.',
      examples: ['4f1eec1b-61dc-47df-91a6-0123456789ab'],
    }),
  ),
  iccid: Type.Optional(described(IccidInput, 'Only events about the eSIM with this ICCID.')),
};

export const eventsQuery = Type.Object({
  after: Type.Optional(
    described(
      Sequence,
      'The sequence after which the page begins. Left out, the list begins with the first ' +
        'event, or with the newest one in descending order.',
    ),
  ),
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: MAX_PAGE_SIZE, description: 'Default 50.' }),
  ),
  sort_dir: Type.Optional(
    described(
      SortDirection,
      '`ASC` (default): oldest first. `DESC`: newest first, before `after`.',
    ),
  ),
  ...eventFilterQuery,
});

export const streamQuery = Type.Object({
  after: Type.Optional(
    described(Sequence, 'The sequence to begin after, in place of a `Last-Event-ID` header.'),
  ),
  timeout: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 3_600,
      description: 'After how many seconds the server ends the stream. Default 3600.',
    }),
  ),
  ...eventFilterQuery,
});

export const anEvent: ShownEvent = {
  ...showEvent(sampleEvent('esim.country_changed', SAMPLE)),
  sequence: 42,
};
