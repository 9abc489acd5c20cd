import type { AddressInfo } from 'node:net';
import { buildApp } from '../src/app.ts';
import { openParts } from '../src/assemble.ts';
import { sellBatch } from '../src/commerce/activations/index.ts';
import {
  createCarriers,
  importedCarrier,
  sandboxCarrier,
} from '../src/connectivity/carriers/index.ts';
import { lockCredits } from '../src/money/credits/index.ts';
import type { Parts } from '../src/parts.ts';
import { readConfig } from '../src/platform/config/config.ts';
import { connect } from '../src/platform/db/connect.ts';
import type { Database } from '../src/platform/db/database.ts';
import { createLog } from '../src/platform/log/log.ts';

const [databaseUrl = '', kind = 'lane', secret = ''] = process.argv.slice(2);

const config = readConfig({ GIGASTORE_RATE_LIMIT: 'off', DATABASE_URL: databaseUrl });
const db = connect({ url: databaseUrl, maxConnections: 20, applicationName: 'gigastore bench' });
const carriers = createCarriers([sandboxCarrier()], importedCarrier);
const parts = openParts({
  config,
  secretKey: Buffer.from(secret, 'hex'),
  log: createLog('error'),
  db,
  carriers,
  readiness: {},
});
const app = await buildApp(kind === 'single' ? { ...parts, lane: oneByOne(parts) } : parts);
await app.listen({ host: '127.0.0.1', port: 0 });
process.send?.(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`);
process.on('SIGTERM', () => process.exit(0));

/** The yardstick: each sale is a transaction of its own and begins by locking the balance row. */
function oneByOne(of: Parts): Parts['lane'] {
  const selling = { ...of, realNow: () => new Date() };
  const lockingFirst = (accountId: string): Database => ({
    ...of.db,
    transaction: (work) =>
      of.db.transaction(async (tx) => {
        await lockCredits({ db: tx, accountId });
        return work(tx);
      }),
  });
  return {
    submit: async (accountId, asked) => {
      const place = { ...selling, db: lockingFirst(accountId) };
      const [answer] = await sellBatch(place, { batch: [asked], waits: true });
      if (typeof answer !== 'object') throw new Error('a batch of one has no answer');
      return answer;
    },
    waiting: () => 0,
  };
}
