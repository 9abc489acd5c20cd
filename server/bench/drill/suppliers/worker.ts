// A worker that can be killed: it has no pace, and reads the suppliers' balances every second.

import { setTimeout as delay } from 'node:timers/promises';

const [
  { startOrdering },
  { createRoutingTasks },
  { createCallLog },
  { openOrderingCarriers },
  { connect },
  { createLog },
  { createOutgoing },
]: [
  typeof import('../../../src/commerce/supplier-orders/index.ts'),
  typeof import('../../../src/commerce/routing/index.ts'),
  typeof import('../../../src/connectivity/carrier-orders/index.ts'),
  typeof import('../../../src/connectivity/carriers/index.ts'),
  typeof import('../../../src/platform/db/connect.ts'),
  typeof import('../../../src/platform/log/log.ts'),
  typeof import('../../../src/platform/outgoing/outgoing.ts'),
] = await Promise.all([
  shipped('commerce/supplier-orders/index'),
  shipped('commerce/routing/index'),
  shipped('connectivity/carrier-orders/index'),
  shipped('connectivity/carriers/index'),
  shipped('platform/db/connect'),
  shipped('platform/log/log'),
  shipped('platform/outgoing/outgoing'),
]);

const BALANCES_EVERY_MS = 1_000;
const [url = '', settings = '{}', deadlineMs = '', leaseMs = ''] = process.argv.slice(2);
const now = () => new Date();
const db = connect({ url, maxConnections: 4, applicationName: 'gigastore worker' });
const log = createLog('warn');
const calls = createCallLog({ db, now, onError: (err) => log.warn({ err }, 'calls not kept') });
const carriers = openOrderingCarriers(JSON.parse(settings), {
  ...{ outgoing: createOutgoing(), record: calls.record, now },
  deadlineMs: Number(deadlineMs),
  perSecond: 5_000,
});
startOrdering({ db, carriers, log, now, leaseMs: Number(leaseMs) });
process.send?.('started');
const { signal } = new AbortController();
const balances = Object.values(createRoutingTasks({ db, log, realNow: now, carriers }));
for (;;) {
  await delay(BALANCES_EVERY_MS);
  for (const read of balances) {
    await read({}, signal).catch((err: unknown) => log.warn({ err }, 'balances'));
  }
}

function shipped(file: string) {
  return import(new URL(`../../../dist/${file}.js`, import.meta.url).href);
}
