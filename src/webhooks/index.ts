export { type PostingParts, reachOf } from './attempt.ts';
export { type CallParts, callWebhook, hasWebhook, type WebhookCall } from './call-webhook.ts';
export { ASKED_EVENTS, type AskedEvent, WEBHOOK_EVENTS } from './endpoint.ts';
export { restartWebhooks } from './restart-webhooks.ts';
export { registerWebhookRoutes, type WebhookParts } from './routes.ts';
export { noSuchWebhook, setWebhook } from './set-webhook.ts';
export {
  type Deliveries,
  type DeliveryMetrics,
  type DeliveryOptions,
  startDeliveries,
} from './start-deliveries.ts';
