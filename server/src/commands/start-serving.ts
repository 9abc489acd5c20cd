import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Parts } from '../parts.ts';
import { connect } from '../platform/db/connect.ts';
import type { App } from '../platform/http/typed-app.ts';
import type { Log } from '../platform/log/log.ts';
import { openTraces, type Traces, traceDatabase } from '../platform/traces/index.ts';
import { hasDemonstration, isSeeded, seedDemonstration } from '../surfaces/seed/index.ts';
import type { Call } from './command.ts';
import { DRAIN_MS, endsWithin, type Lifetime } from './lifetime.ts';
import { openMetrics } from './open-metrics.ts';
import { findWrongSecret, openSecrets } from './open-secrets.ts';
import { openAddress } from './open-store.ts';
import { findPending, migrateStore, type Store } from './prepare-store.ts';
import { reachDatabase } from './reach-database.ts';
import { runWorker } from './run-worker.ts';

/** Shorter than the 30 s after which the server ends a request. */
const STATEMENT_TIMEOUT_MS = 20_000;
const CLOSE_MS = 2_000;
const SWEEP_MS = 100;

export type ServeOptions = Pick<Call, 'config' | 'carriers' | 'now'> & {
  log: Log;
  lifetime: Lifetime;
  runsWorker: boolean;
};

export type Serving = {
  url: string;
  /**
   * Waits for the drain delay, stops accepting connections, finishes open requests within
   * `DRAIN_MS`, and closes everything.
   */
  stop(): Promise<void>;
};

/** Starts the store: the database and its contents, the HTTP server and the background jobs. */
export async function startServing(options: ServeOptions): Promise<Serving> {
  const { config, log, lifetime } = options;
  // The code loads while the database starts.
  const loading = Promise.all([import('../app.ts'), import('../assemble.ts')]);
  const address = await openAddress(config, (message) => log.warn(message));
  lifetime.onAbandon(address.abandon);
  const traces = await openTraces(config);
  const pool = connect({
    url: address.url,
    maxConnections: config.databaseConnections,
    preparedStatements: config.usesPreparedStatements,
    applicationName: 'gigastore',
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  });
  const db = traces ? traceDatabase(pool, traces) : pool;
  const close = async () => {
    await endsWithin(CLOSE_MS, Promise.all([db.close(), traces?.stop()]));
    await address.close();
  };
  try {
    const store = { db, url: address.url };
    await prepareData(options, store);
    const [{ buildApp }, { openParts }] = await loading;
    return await listen(options, { store, close, traces, buildApp, openParts });
  } catch (error) {
    await close();
    throw error;
  }
}

/** Migrates and seeds in sandbox mode. Throws in live mode if there is demonstration data. */
async function prepareData({ config, log, now }: ServeOptions, store: Store): Promise<void> {
  await reachDatabase(store.db, log);
  if (config.mode === 'sandbox') {
    await migrateStore(config, store);
    if (!(await isSeeded(store.db))) await seedDemonstration(store.db, now());
    return;
  }
  if (!(await hasDemonstration(store.db))) return;
  throw new Error(
    'This database contains the demonstration data, whose API key is public. ' +
      'Use another database for live mode.',
  );
}

type Loaded = {
  store: Store;
  close: () => Promise<void>;
  traces: Traces | undefined;
  buildApp: typeof import('../app.ts').buildApp;
  openParts: typeof import('../assemble.ts').openParts;
};

async function listen(options: ServeOptions, loaded: Loaded): Promise<Serving> {
  const { config, carriers, log, runsWorker } = options;
  const { store, close, traces } = loaded;
  let isStopping = false;
  const secretKey = await openSecrets(store.db, config, options.now);
  const readiness = {
    stopping: async () => (isStopping ? 'The server is stopping.' : undefined),
    database: async () =>
      (await findPending(store.db)) ??
      (await findWrongSecret(store.db, { ...config, secretKey }, options.now)),
  };
  const given = { config, secretKey, log, db: store.db, carriers, readiness, traces };
  const parts = loaded.openParts(given);
  const app = await loaded.buildApp(parts);
  const url = await open(app, parts);
  app.server.prependListener('request', (_, response) => {
    // Clients with open connections are told to connect to another server.
    if (isStopping) response.setHeader('Connection', 'close');
  });
  const worker = runsWorker
    ? runWorker({ ...options, secretKey, url: store.url, metrics: parts.metrics, traces })
    : undefined;
  const metricsServer = await openMetrics(config, parts.metrics, readiness.database);
  return {
    url,
    async stop() {
      isStopping = true;
      // A load balancer must see that this server is not ready before the socket closes.
      await delay(config.drainDelayMs);
      const ending = Promise.all([drain(app), worker?.stop()]);
      const isDrained = await endsWithin(DRAIN_MS, ending);
      if (!isDrained) log.warn({ drainMs: DRAIN_MS }, 'requests or jobs did not end in time');
      app.server.closeAllConnections();
      const closing = [
        ...[parts.access.close(), parts.carrierCalls.flush(), parts.outgoing.close()],
        metricsServer?.close(),
      ];
      await endsWithin(CLOSE_MS, Promise.all(closing));
      await close();
    },
  };
}

async function open(app: App, { config: { host, port } }: Parts): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Error(`Port ${port} of ${host} is in use; set PORT to another one.`);
  }
  const { port: opened } = app.server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${opened}`;
}

/** Closes connections as they become idle; they would otherwise stay open for the next request. */
async function drain(app: App): Promise<void> {
  const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS);
  await app.close().finally(() => clearInterval(sweep));
}
