// A worker that can be killed: sends the webhooks of the database given and stays. Further
// authorities come by NODE_EXTRA_CA_CERTS, as in production.

import { createEncryption } from '../../src/kernel/encryption.ts';
import { startDeliveries } from '../../src/messaging/webhooks/index.ts';
import { connect } from '../../src/platform/db/connect.ts';
import { createLog } from '../../src/platform/log/log.ts';
import { createOutgoing } from '../../src/platform/outgoing/outgoing.ts';

const [url = '', secretKey = '', leaseMs = ''] = process.argv.slice(2);
startDeliveries({
  db: connect({ url, maxConnections: 4, applicationName: 'gigastore webhooks' }),
  encryption: createEncryption([Buffer.from(secretKey, 'hex')]),
  outgoing: createOutgoing(),
  log: createLog('warn'),
  mode: 'sandbox',
  leaseMs: Number(leaseMs),
});
