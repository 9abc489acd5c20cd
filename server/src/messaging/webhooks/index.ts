export { type CallParts, callWebhook, hasWebhook, type WebhookCall } from './call-webhook.ts';
export { ASKED_EVENTS, type AskedEvent, WEBHOOK_EVENTS } from './endpoints/endpoint.ts';
export { restartWebhooks } from './endpoints/restart-webhooks.ts';
export { registerWebhookRoutes, type WebhookParts } from './endpoints/routes.ts';
export { noSuchWebhook, setWebhook } from './endpoints/set-webhook.ts';
export { type PostingParts, reachOf } from './sending/attempt.ts';
export {
  type Deliveries,
  type DeliveryMetrics,
  type DeliveryOptions,
  startDeliveries,
} from './sending/start-deliveries.ts';
