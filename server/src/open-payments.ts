import { onPurchaseSettled } from './money/auto-top-up/index.ts';
import {
  createPayments,
  type Payments,
  stripeProvider,
  testCardProvider,
} from './money/payments/index.ts';
import type { Config } from './platform/config/config.ts';

/** Returns the card providers of this installation, for the server and for the worker. */
export function openPayments({ mode, stripe }: Config): Payments {
  const realNow = () => new Date();
  return createPayments({
    mode,
    test: testCardProvider(),
    stripe: stripe && stripeProvider(stripe),
    realNow,
    onSettled: [onPurchaseSettled({ realNow })],
  });
}
