import { Type } from 'typebox';
import {
  answer,
  cursorPage,
  DateOrTime,
  Id,
  nullable,
  oneOf,
  Timestamp,
} from '../../platform/http/schemas.ts';
import { DELIVERY_STATUSES } from './deliveries/delivery.ts';
import { MAX_REPLAYED } from './deliveries/replay-deliveries.ts';
import { WEBHOOK_EVENTS } from './endpoints/endpoint.ts';

const url = 'https://shop.example/hooks';
const at = '2026-04-30T09:55:36.430Z';

const settings = {
  event: oneOf(WEBHOOK_EVENTS),
  url: Type.String({ format: 'uri' }),
  enabled: Type.Boolean(),
};
export const WebhookSchema = answer('Webhook', {
  ...settings,
  createdAt: Timestamp,
  failingSince: Type.Unsafe({
    ...nullable(Timestamp),
    description: 'Since when every attempt has failed; null when the last one did not.',
  }),
  disabledAt: Type.Unsafe({
    ...nullable(Timestamp),
    description: 'When we switched it off: after 410, or five days in which everything failed.',
  }),
  disabledReason: nullable(Type.String()),
});
export const SetWebhookSchema = answer('SetWebhook', {
  ...settings,
  secret: Type.Optional(
    Type.String({ description: 'What signs the deliveries. On creation and rotation only.' }),
  ),
});
export const WebhookInput = Type.Object({
  url: Type.String({
    maxLength: 4096,
    description: 'HTTPS; in sandbox mode also plain HTTP to loopback.',
    examples: [url],
  }),
  enabled: Type.Optional(Type.Boolean({ description: 'On when left out.' })),
});

const deliveryFields = {
  id: Type.Unsafe({ ...Id, description: 'The `webhook-id` of every attempt.' }),
  event: oneOf(WEBHOOK_EVENTS),
  url: Type.String({ description: 'Where the last attempt went, or the first one will go.' }),
  status: oneOf(DELIVERY_STATUSES),
  createdAt: Timestamp,
  nextAttemptAt: nullable(Timestamp),
};
const DeliverySchema = answer('WebhookDelivery', deliveryFields);
export const DeliveriesSchema = cursorPage('WebhookDeliveries', DeliverySchema);
export const DeliveryDetailSchema = answer('WebhookDeliveryDetail', {
  ...deliveryFields,
  body: Type.Object({}, { description: 'What is sent, as JSON.' }),
  attempts: Type.Array(
    answer('WebhookAttempt', {
      at: Timestamp,
      httpStatus: nullable(Type.Integer()),
      error: Type.Unsafe({
        ...nullable(Type.String()),
        description: 'What went wrong, in a sentence; null after a 2xx.',
      }),
      durationMs: Type.Integer(),
      response: Type.String({ description: 'The first 1 KiB of the answer.' }),
    }),
  ),
});

export const ReplayInput = Type.Object({
  event: Type.Optional(oneOf(WEBHOOK_EVENTS)),
  from: DateOrTime,
  to: DateOrTime,
  status: Type.Optional(oneOf(['delivered', 'failed'], { description: 'Both when left out.' })),
});
export const ReplayedSchema = answer('ReplayedDeliveries', {
  replayed: Type.Integer(),
  continueFrom: Type.Unsafe({
    ...nullable(Timestamp),
    description: `The next \`from\`, when there were more than ${MAX_REPLAYED}; else null.`,
  }),
});

export const aSetWebhook = { event: 'esim-status', url, enabled: true };
export const aWebhook = {
  ...aSetWebhook,
  createdAt: at,
  failingSince: null,
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
