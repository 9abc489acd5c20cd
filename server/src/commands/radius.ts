import type { Config } from '../platform/config/config.ts';
import { connect } from '../platform/db/connect.ts';
import { createMetrics } from '../platform/http/metrics.ts';
import { createLog, type Log } from '../platform/log/log.ts';
import type { Command } from './command.ts';
import { followDatabase } from './follow-database.ts';
import { openMetrics } from './open-metrics.ts';
import { openSecrets } from './open-secrets.ts';
import { prepareStore } from './prepare-store.ts';
import { reachDatabase } from './reach-database.ts';
import { runRadius } from './run-radius.ts';

/** `gigastore radius` */
export const radius: Command = {
  about: `Receives usage of carriers by RADIUS accounting (UDP) until it is stopped, and asks their
equipment to end sessions whose data is used up. Create clients with create-radius-client first;
packets of others get no answer. An Accounting-Request is answered once it is stored durably.
Several of these processes may run, each on its own address. Configured by GIGASTORE_RADIUS_HOST
and GIGASTORE_RADIUS_PORT. Without DATABASE_URL it waits for gigastore serve to start the embedded
database, and uses it.`,
  options: {},
  async run({ config, now }) {
    const log = createLog(config.logLevel);
    await followDatabase({ config, log, name: 'RADIUS server' }, (url) =>
      start(config, { url, log, now }),
    );
    return undefined;
  },
};

async function start(config: Config, of: { url: string; log: Log; now: () => Date }) {
  const { url, log, now } = of;
  const db = connect({ url, maxConnections: 1, applicationName: 'gigastore radius' });
  try {
    await reachDatabase(db, log);
    await prepareStore(config, { db, url });
    const secretKey = await openSecrets(db, config, now);
    const metrics = createMetrics({ ofProcess: true });
    const running = await runRadius({ config, secretKey, url, log, metrics });
    const server = await openMetrics(config, metrics, running.findMissing);
    log.info({ host: config.radius.host, port: running.port }, 'RADIUS accounting is received');
    return {
      async stop() {
        await running.stop();
        await server?.close();
      },
    };
  } finally {
    await db.close();
  }
}
