import type { Config } from '../platform/config/config.ts';
import { readSecretKey } from '../platform/config/secret-key.ts';
import { connect } from '../platform/db/connect.ts';
import { createLog } from '../platform/log/log.ts';
import type { Command } from './command.ts';
import { DRAIN_MS, endsWithin, watchLifetime } from './lifetime.ts';
import { joinAddress } from './open-store.ts';
import { prepareStore } from './prepare-store.ts';
import { runWorker } from './run-worker.ts';

/** `gigastore worker` */
export const worker: Command = {
  about: `Runs the background jobs until it is stopped: webhooks, mails, everything that falls
due with time, the hourly audit of the books, partitions
for the coming months, pruning, the stock of sandbox profiles. A store in sandbox mode runs them
in the same process as the server; in live mode run at least one of these, and as many as you
like.`,
  options: {},
  async run({ config }) {
    const log = createLog(config.logLevel);
    const lifetime = watchLifetime(log);
    const address = await joinAddress(config);
    lifetime.onAbandon(address.abandon);
    try {
      await prepare(config, address.url);
      const secretKey = await readSecretKey(config);
      const running = runWorker({ config, secretKey, url: address.url, log });
      log.info('The worker runs');
      await lifetime.asked;
      log.info('Stopping');
      await endsWithin(DRAIN_MS, running.stop());
    } finally {
      await address.close();
    }
    return undefined;
  },
};

async function prepare(config: Config, url: string): Promise<void> {
  const db = connect({ url, maxConnections: 1, applicationName: 'gigastore worker' });
  await prepareStore(config, { db, url }).finally(() => db.close());
}
