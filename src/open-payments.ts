import { hearPayments } from './auto-top-up/index.ts';
import type { Config } from './config.ts';
import { createPayments, type Payments, testCardProvider } from './payments/index.ts';

/** Who charges cards in this installation, for the server and for the worker. */
export function openPayments({ mode }: Config): Payments {
  const realNow = () => new Date();
  const onSettled = [hearPayments({ realNow })];
  return createPayments({ mode, test: testCardProvider(), realNow, onSettled });
}
