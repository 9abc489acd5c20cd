// A worker that can be killed: orders profiles ahead at the SM-DP+ of the database given and stays.

import { setTimeout as delay } from 'node:timers/promises';
import { orderAhead } from '../../src/commerce/stock-orders/index.ts';
import { connect } from '../../src/platform/db/connect.ts';
import { createLog } from '../../src/platform/log/log.ts';
import { createOutgoing } from '../../src/platform/outgoing/outgoing.ts';
import { testEncryption } from './access.ts';

const PAUSE_MS = 20;

const [url = '', deadlineMs = '', leaseMs = ''] = process.argv.slice(2);
const parts = {
  db: connect({ url, maxConnections: 4, applicationName: 'gigastore stock' }),
  outgoing: createOutgoing(),
  // Nothing is encrypted: an SM-DP+ on loopback asks for no certificate.
  encryption: testEncryption(),
  realNow: () => new Date(),
  // Without calls on record no breaker opens, whatever goes wrong.
  record: () => undefined,
  log: createLog('error'),
  ...{ deadlineMs: Number(deadlineMs), leaseMs: Number(leaseMs), perSecond: 5_000 },
};
process.stdout.write('started\n');
for (;;) {
  await orderAhead(parts);
  await delay(PAUSE_MS);
}
