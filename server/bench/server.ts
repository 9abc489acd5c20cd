import type { AddressInfo } from 'node:net';
import type { Parts } from '../src/parts.ts';
import type { Database } from '../src/platform/db/database.ts';

// What is shipped is measured: the compiled files, which `npm run bench` has brought up to date.
const [
  { buildApp },
  { openParts },
  { sellBatch },
  { createCarriers, importedCarrier, sandboxCarrier },
  { lockCredits },
  { readConfig },
  { connect },
  { createLog },
]: [
  typeof import('../src/app.ts'),
  typeof import('../src/assemble.ts'),
  typeof import('../src/commerce/activations/index.ts'),
  typeof import('../src/connectivity/carriers/index.ts'),
  typeof import('../src/money/credits/index.ts'),
  typeof import('../src/platform/config/config.ts'),
  typeof import('../src/platform/db/connect.ts'),
  typeof import('../src/platform/log/log.ts'),
] = await Promise.all([
  shipped('app'),
  shipped('assemble'),
  shipped('commerce/activations/index'),
  shipped('connectivity/carriers/index'),
  shipped('money/credits/index'),
  shipped('platform/config/config'),
  shipped('platform/db/connect'),
  shipped('platform/log/log'),
]);

const [databaseUrl = '', kind = 'lane', secret = ''] = process.argv.slice(2);

const config = readConfig({ GIGASTORE_RATE_LIMIT: 'off', DATABASE_URL: databaseUrl });
const db = connect({
  url: databaseUrl,
  maxConnections: config.databaseConnections,
  applicationName: 'gigastore bench',
});
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

function shipped(file: string) {
  return import(new URL(`../dist/${file}.js`, import.meta.url).href);
}

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
