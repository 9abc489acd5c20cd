import type { Carriers } from '../connectivity/carriers/index.ts';
import type { Config } from '../platform/config/config.ts';
import { connect } from '../platform/db/connect.ts';
import { createMetrics } from '../platform/http/metrics.ts';
import { createLog, type Log } from '../platform/log/log.ts';
import { openTraces } from '../platform/traces/index.ts';
import type { Command } from './command.ts';
import { followDatabase } from './follow-database.ts';
import { openMetrics } from './open-metrics.ts';
import { openSecrets } from './open-secrets.ts';
import { prepareStore } from './prepare-store.ts';
import { reachDatabase } from './reach-database.ts';
import { runWorker } from './run-worker.ts';

/** `gigastore worker` */
export const worker: Command = {
  about: `Runs the background jobs until it is stopped: webhooks, emails, packages that activate or
expire, payments, the hourly audit of the books, partitions for the coming months and pruning. In
sandbox mode, gigastore serve runs them in its own process. In live mode, run one or more workers.
Without DATABASE_URL, the worker waits for gigastore serve to start the embedded database, and uses
it.`,
  options: {},
  async run({ config, carriers, now }) {
    const log = createLog(config.logLevel);
    await followDatabase({ config, log, name: 'worker' }, (url) =>
      start(config, { url, carriers, log, now }),
    );
    return undefined;
  },
};

type StartOptions = { url: string; carriers: Carriers; log: Log; now: () => Date };

async function start(config: Config, { url, carriers, log, now }: StartOptions) {
  const db = connect({ url, maxConnections: 1, applicationName: 'gigastore worker' });
  try {
    await reachDatabase(db, log);
    await prepareStore(config, { db, url });
    const secretKey = await openSecrets(db, config, now);
    const metrics = createMetrics({ ofProcess: true });
    const traces = await openTraces(config);
    const running = runWorker({ config, carriers, secretKey, url, log, metrics, traces });
    const server = await openMetrics(config, metrics, running.findMissing);
    return {
      async stop() {
        await running.stop();
        await server?.close();
        await traces?.stop();
      },
    };
  } finally {
    await db.close();
  }
}
