export { type CallParts, callWebhook, hasWebhook } from './call-webhook.ts';
export { readDeliveryBacklog } from './deliveries/backlog-store.ts';
export { pruneDeliveries } from './deliveries/prune-deliveries.ts';
export { retryDelivery } from './deliveries/retry-delivery.ts';
export { retryEndpoint } from './deliveries/retry-endpoint.ts';
export {
  type AskedEvent,
  MAX_CREATED_ENDPOINTS,
  WEBHOOK_EVENTS,
} from './endpoints/endpoint.ts';
export { resetWebhooks } from './endpoints/endpoint-store.ts';
export { reencryptWebhookSecrets } from './endpoints/reencrypt-webhook-secrets.ts';
export { noSuchWebhook } from './endpoints/refuse-webhook.ts';
export { registerWebhookRoutes, type WebhookParts } from './endpoints/routes.ts';
export { setWebhook } from './endpoints/set-webhook.ts';
export {
  type Deliveries,
  type DeliveryMetrics,
  type DeliveryOptions,
  startDeliveries,
} from './sending/start-deliveries.ts';
export { WEBHOOK_TAG, webhookDocument } from './webhook-document.ts';
