import { Type } from 'typebox';
import {
  answer,
  cursorPage,
  DateOrTime,
  described,
  Id,
  nullable,
  oneOf,
  Timestamp,
} from '../../platform/http/schemas.ts';
import { EVENT_TYPES } from '../events/index.ts';
import { DELIVERY_STATUSES } from './deliveries/delivery.ts';
import { MAX_REPLAYED } from './deliveries/replay-deliveries.ts';

const url = 'https://shop.example/hooks';
const at = '2026-04-30T09:55:36.430Z';

const EventName = Type.String({
  description: 'The event that the endpoint was set for, or the ID of a created endpoint.',
  examples: ['esim-status'],
});
const MOST = 'The most deliveries that the endpoint receives in a second.';
const MaxPerSecond = Type.Integer({
  minimum: 1,
  maximum: 1_000,
  description: MOST,
  examples: [50],
});

const WebhookEventType = oneOf(EVENT_TYPES, {
  title: 'WebhookEventType',
  description: 'The type of an event.',
});

const settings = {
  event: EventName,
  events: Type.Array(WebhookEventType, {
    description: 'The types of events that the endpoint receives.',
  }),
  url: Type.String({ format: 'uri', description: 'The URL that receives the deliveries.' }),
  description: described(nullable(Type.String()), 'Your note.'),
  enabled: Type.Boolean({ description: 'Whether deliveries are sent.' }),
  maxPerSecond: described(nullable(MaxPerSecond), MOST),
};
export const WebhookSchema = answer('Webhook', {
  ...settings,
  createdAt: described(Timestamp, 'When the endpoint was created.'),
  failingSince: described(
    nullable(Timestamp),
    'Since when every attempt has failed; `null` if the last one succeeded.',
  ),
  pausedUntil: described(
    nullable(Timestamp),
    'When deliveries resume after a `Retry-After` of your server.',
  ),
  disabledAt: described(
    nullable(Timestamp),
    'When we disabled the endpoint: after a 410, or five days of failures.',
  ),
  disabledReason: described(nullable(Type.String()), 'Why we disabled the endpoint.'),
});
export const SetWebhookSchema = answer('SetWebhook', {
  event: EventName,
  url: Type.String({ format: 'uri', description: 'The URL that events are sent to.' }),
  enabled: Type.Boolean({ description: 'Whether events are sent.' }),
  secret: Type.Optional(
    nullable(
      Type.String({
        description:
          'The signing secret. Only shown on creation and rotation. `null` if the response is ' +
          'repeated after the secret was replaced or the endpoint was deleted.',
        pattern: '^whsec_',
      }),
    ),
  ),
});

const webhookInput = {
  url: Type.String({
    maxLength: 4096,
    description: 'An HTTPS URL. In sandbox mode, plain HTTP to loopback is allowed too.',
    examples: [url],
  }),
  enabled: Type.Optional(Type.Boolean({ description: 'Default `true`.' })),
  events: Type.Optional(
    Type.Array(WebhookEventType, {
      minItems: 1,
      maxItems: 100,
      uniqueItems: true,
      description: 'Only for an endpoint with an ID: the types of events. Left out, all of them.',
      examples: [['package.purchased', 'package.refunded']],
    }),
  ),
  description: Type.Optional(
    Type.String({ maxLength: 255, description: 'Your note.', examples: ['Order system'] }),
  ),
  maxPerSecond: Type.Optional(MaxPerSecond),
};
export const WebhookInput = Type.Object(webhookInput);

const deliveryFields = {
  id: described(Id, 'The `webhook-id` of every attempt.'),
  event: EventName,
  type: Type.Unsafe({
    ...nullable(oneOf(EVENT_TYPES)),
    description: 'The type of the event, for a created endpoint.',
  }),
  url: Type.String({ description: 'The URL of the last attempt, or of the first one to come.' }),
  status: oneOf(DELIVERY_STATUSES, {
    description: '`pending` while the event is sent or retried, then `delivered` or `failed`.',
  }),
  createdAt: described(Timestamp, 'When the event was queued for the endpoint.'),
  nextAttemptAt: nullable(Timestamp),
};
const DeliverySchema = answer('WebhookDelivery', deliveryFields);
export const DeliveriesSchema = cursorPage('WebhookDeliveries', DeliverySchema);
export const DeliveryDetailSchema = answer('WebhookDeliveryDetail', {
  ...deliveryFields,
  body: Type.Object({}, { description: 'The body of the request.' }),
  attempts: Type.Array(
    answer('WebhookAttempt', {
      at: described(Timestamp, 'When the attempt was made.'),
      httpStatus: nullable(
        Type.Integer({ description: 'The HTTP status of the response; `null` if there was none.' }),
      ),
      error: described(nullable(Type.String()), 'Why the attempt failed; `null` after a 2xx.'),
      durationMs: Type.Integer({ description: 'The duration of the attempt in milliseconds.' }),
      response: Type.String({ description: 'The first 1 KiB of the response body.' }),
    }),
    { description: 'The attempts to send the event, oldest first.' },
  ),
});

export const ReplayInput = Type.Object({
  event: Type.Optional(
    Type.String({
      maxLength: 64,
      description: 'Only deliveries of this endpoint.',
      examples: ['esim-status'],
    }),
  ),
  from: DateOrTime,
  to: Type.Optional(described(DateOrTime, 'Default: now.')),
  status: Type.Optional(
    oneOf(['delivered', 'failed'], { description: 'Only deliveries with this status.' }),
  ),
});
export const ReplayedSchema = answer('ReplayedDeliveries', {
  replayed: Type.Integer({ description: 'How many deliveries are sent again.' }),
  continueFrom: Type.Unsafe({
    ...nullable(Timestamp),
    description: `The next \`from\` if there are more than ${MAX_REPLAYED}; else \`null\`.`,
  }),
});

export const aSetWebhook = { event: 'esim-status', url, enabled: true };
export const aWebhook = {
  ...aSetWebhook,
  events: ['esim.status_changed'],
  description: null,
  maxPerSecond: null,
  createdAt: at,
  failingSince: null,
  pausedUntil: null,
  disabledAt: null,
  disabledReason: null,
};
export const aNewWebhook = {
  ...aSetWebhook,
  secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDjYLWMwOzhUc=',
};
export const aDelivery = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  event: 'esim-status',
  type: null,
  url,
  status: 'pending',
  createdAt: at,
  nextAttemptAt: '2026-04-30T09:55:41.730Z',
};
export const aDeliveryDetail = {
  ...aDelivery,
  body: {
    iccid: '8997212330099184896',
    imsi: '260060145143896',
    profileState: 'INSTALLED',
  },
  attempts: [
    {
      at,
      httpStatus: 500,
      error: 'The server answered 500 (Internal Server Error); any 2xx is success.',
      durationMs: 84,
      response: 'Something went wrong',
    },
  ],
};
