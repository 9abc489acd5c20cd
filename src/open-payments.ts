import { hearPayments } from './auto-top-up/index.ts';
import type { Config } from './config.ts';
import {
  createPayments,
  type Payments,
  stripeProvider,
  testCardProvider,
} from './payments/index.ts';

/** Who charges cards in this installation, for the server and for the worker. */
export function openPayments({ mode, stripe }: Config): Payments {
  const realNow = () => new Date();
  return createPayments({
    mode,
    test: testCardProvider(),
    stripe: stripe && stripeProvider(stripe),
    realNow,
    onSettled: [hearPayments({ realNow })],
  });
}
