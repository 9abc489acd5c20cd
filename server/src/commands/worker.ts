import { setTimeout as delay } from 'node:timers/promises';
import type { Carriers } from '../connectivity/carriers/index.ts';
import type { Config } from '../platform/config/config.ts';
import { connect } from '../platform/db/connect.ts';
import { embeddedUrl } from '../platform/embedded-postgres/index.ts';
import { createMetrics } from '../platform/http/metrics.ts';
import { createLog, type Log } from '../platform/log/log.ts';
import { openTraces } from '../platform/traces/index.ts';
import type { Command } from './command.ts';
import { DRAIN_MS, endsWithin, watchLifetime } from './lifetime.ts';
import { openMetrics } from './open-metrics.ts';
import { openSecrets } from './open-secrets.ts';
import { prepareStore } from './prepare-store.ts';
import { reachDatabase } from './reach-database.ts';
import { runWorker } from './run-worker.ts';

const FOLLOW_POLL_MS = 1_000;

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
    const lifetime = watchLifetime(log);
    const stopping = new AbortController();
    lifetime.stopRequested.then(() => stopping.abort());
    while (!stopping.signal.aborted) {
      const url = config.databaseUrl ?? (await waitForEmbedded(config, log, stopping.signal));
      if (url === undefined) break;
      const running = await start(config, { url, carriers, log, now });
      log.info('worker started');
      await (config.databaseUrl
        ? lifetime.stopRequested
        : waitUntilMoved(config.home, url, stopping.signal));
      log.info('worker stopping');
      await endsWithin(DRAIN_MS, running.stop());
    }
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

/**
 * Waits until `gigastore serve` has started the embedded database. Returns its address; undefined
 * if this process is stopped first. A worker that started the database would lock out the server.
 */
async function waitForEmbedded(
  { home }: Config,
  log: Log,
  stopping: AbortSignal,
): Promise<string | undefined> {
  let url = await embeddedUrl(home);
  if (!url) log.warn({ home }, 'waiting for the embedded database of gigastore serve');
  while (!url && !stopping.aborted) {
    await pause(stopping);
    url = await embeddedUrl(home);
  }
  return url;
}

/** Waits until the database has moved to another port or this process is stopped. */
async function waitUntilMoved(home: string, url: string, stopping: AbortSignal): Promise<void> {
  let found: string | undefined = url;
  while ((found ?? url) === url && !stopping.aborted) {
    await pause(stopping);
    found = await embeddedUrl(home);
  }
}

async function pause(stopping: AbortSignal): Promise<void> {
  await delay(FOLLOW_POLL_MS, undefined, { signal: stopping }).catch(() => {});
}
