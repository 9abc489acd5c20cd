// A worker that can be killed: works on the orders at carriers of the database given and stays.

import { startOrdering } from '../../src/commerce/supplier-orders/index.ts';
import { openOrderingCarriers } from '../../src/connectivity/carriers/index.ts';
import { connect } from '../../src/platform/db/connect.ts';
import { createLog } from '../../src/platform/log/log.ts';
import { createOutgoing } from '../../src/platform/outgoing/outgoing.ts';

const [url = '', settings = '{}', deadlineMs = '', leaseMs = ''] = process.argv.slice(2);
const now = () => new Date();
startOrdering({
  db: connect({ url, maxConnections: 4, applicationName: 'gigastore orders' }),
  carriers: openOrderingCarriers(JSON.parse(settings), {
    outgoing: createOutgoing(),
    record: () => undefined,
    now,
    deadlineMs: Number(deadlineMs),
    perSecond: 5_000,
  }),
  log: createLog('warn'),
  now,
  leaseMs: Number(leaseMs),
});
process.stdout.write('started\n');
