// A RADIUS server that can be killed: receives for the database given, charges, and stays.

import { startSettling } from '../../src/commerce/radius-usage/index.ts';
import { createUsageLane } from '../../src/commerce/usage/index.ts';
import { startRadius } from '../../src/connectivity/radius/index.ts';
import { connect } from '../../src/platform/db/connect.ts';
import { createLog } from '../../src/platform/log/log.ts';
import { encryption } from './radius.ts';

const [url = '', port = '0'] = process.argv.slice(2);
const db = connect({ url, maxConnections: 4, applicationName: 'gigastore radius' });
const realNow = () => new Date();
const log = createLog('warn');
const radius = await startRadius({
  db,
  encryption,
  host: '127.0.0.1',
  port: Number(port),
  log,
  now: realNow,
  countPacket: () => undefined,
  countDisconnect: () => undefined,
  observeBatch: () => undefined,
  countDropped: () => undefined,
});
startSettling({ db, usageLane: createUsageLane({ db, realNow }), realNow, log });
process.stdout.write(`${radius.port}\n`);
