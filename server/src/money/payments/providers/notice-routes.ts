import { invalid } from '../../../kernel/refusal.ts';
import { acceptRawBodies } from '../../../platform/http/raw-body.ts';
import type { App } from '../../../platform/http/typed-app.ts';
import type { PaymentParts } from '../parts.ts';
import type { Notice } from './notice.ts';
import { receiveNotice } from './receive-notice.ts';

const MAX_BYTES = 2 ** 20;

/**
 * Declares the route for the signed notices of Stripe. It is not in the API document, because
 * resellers never call it, and does not exist if Stripe is not configured.
 */
export function registerNoticeRoute(app: App, parts: PaymentParts): void {
  const read = parts.payments?.readNotice;
  if (!read) return;
  acceptRawBodies(app, { maxBytes: MAX_BYTES }, (scope) => {
    scope.post(
      '/payments/stripe/notices',
      { config: { public: true }, schema: { hide: true } },
      async ({ body, headers }, reply) => {
        const signature = [headers['stripe-signature'] ?? ''].flat()[0] ?? '';
        await receiveNotice(parts, readSigned(read, body, signature));
        return reply.send({ received: true });
      },
    );
  });
}

type Read = (bytes: Buffer, signature: string) => Notice;

function readSigned(read: Read, body: unknown, signature: string): Notice {
  try {
    return read(Buffer.isBuffer(body) ? body : Buffer.alloc(0), signature);
  } catch {
    throw invalid('/stripe-signature', 'must be a recent signature of this body');
  }
}
