export { type CallParts, callWebhook, hasWebhook, type WebhookCall } from './call-webhook.ts';
export { type DeliveryBacklog, readDeliveryBacklog } from './deliveries/backlog-store.ts';
export {
  ASKED_EVENTS,
  type AskedEvent,
  MAX_CREATED_ENDPOINTS,
  WEBHOOK_EVENTS,
} from './endpoints/endpoint.ts';
export { resetWebhooks } from './endpoints/endpoint-store.ts';
export { reencryptWebhookSecrets } from './endpoints/reencrypt-webhook-secrets.ts';
export { noSuchWebhook } from './endpoints/refuse-webhook.ts';
export { registerWebhookRoutes, type WebhookParts } from './endpoints/routes.ts';
export { setWebhook } from './endpoints/set-webhook.ts';
export { type PostingParts, reachOf } from './sending/attempt.ts';
export {
  type Deliveries,
  type DeliveryMetrics,
  type DeliveryOptions,
  startDeliveries,
} from './sending/start-deliveries.ts';
export { webhookDocument } from './webhook-document.ts';
