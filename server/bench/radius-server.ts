// Receives RADIUS accounting for the database given, and sends its address once it listens.

import { startRadius } from '../src/connectivity/radius/index.ts';
import { connect } from '../src/platform/db/connect.ts';
import { createLog } from '../src/platform/log/log.ts';
import { encryption } from '../test/support/radius.ts';

const [url = ''] = process.argv.slice(2);
const counts = new Map<string, number>();
const radius = await startRadius({
  db: connect({ url, maxConnections: 3, applicationName: 'gigastore radius' }),
  encryption,
  host: '127.0.0.1',
  port: 0,
  log: createLog('warn'),
  now: () => new Date(),
  countPacket: (outcome) => counts.set(outcome, (counts.get(outcome) ?? 0) + 1),
  countDisconnect: () => undefined,
  observeBatch: () => undefined,
  countDropped: () => undefined,
});
process.on('SIGTERM', () => {
  console.error(Object.fromEntries(counts));
  process.exit();
});
process.send?.(`http://127.0.0.1:${radius.port}`);
