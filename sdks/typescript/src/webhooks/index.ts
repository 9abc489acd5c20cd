export type { GigastoreEvent, OriginalBodies } from '../types.gen.ts';
export {
  type ExpressRequest,
  type ExpressResponse,
  expressWebhook,
  type FastifyLike,
  fastifyWebhook,
  fetchWebhook,
} from './adapters.ts';
export {
  type Context,
  createReceiver,
  type EventHandlers,
  type Receipt,
  type ReceiverOptions,
  recentIds,
  type SeenIds,
} from './receive.ts';
export {
  type Delivery,
  type Headerlike,
  type Verified,
  type VerifyOptions,
  verifyOriginalWebhook,
  verifyWebhook,
  WebhookError,
  type WebhookErrorCode,
} from './verify.ts';
