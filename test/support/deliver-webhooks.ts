// A worker that can be killed: sends the webhooks of the database given and stays. Further
// authorities come by NODE_EXTRA_CA_CERTS, as in production.
import { connect } from '../../src/db/connect.ts';
import { createOutgoing } from '../../src/http/outgoing.ts';
import { createEncryption } from '../../src/lib/encryption.ts';
import { createLog } from '../../src/log.ts';
import { startDeliveries } from '../../src/webhooks/index.ts';

const [url = '', secretKey = '', leaseMs = ''] = process.argv.slice(2);
startDeliveries({
  db: connect({ url, maxConnections: 4, applicationName: 'gigastore webhooks' }),
  encryption: createEncryption([Buffer.from(secretKey, 'hex')]),
  outgoing: createOutgoing(),
  log: createLog('warn'),
  mode: 'sandbox',
  leaseMs: Number(leaseMs),
});
