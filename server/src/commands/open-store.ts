import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../platform/config/config.ts';
import { connect } from '../platform/db/connect.ts';
import { EmbeddedError, embeddedUrl, startEmbedded } from '../platform/embedded-postgres/index.ts';
import { findPending, prepareStore, type Store } from './prepare-store.ts';

const COMMAND_CONNECTIONS = 4;
const JOIN_WITHIN_MS = 15_000;
const JOIN_POLL_MS = 200;

/** The address of a database, and the ways to release it. */
export type Address = {
  url: string;
  /** Stops the embedded database without waiting for it. */
  abandon(): void;
  close(): Promise<void>;
};

/** Returns the configured database, or starts the embedded one. */
export async function openAddress(
  config: Config,
  onEvent: (message: string) => void,
): Promise<Address> {
  if (config.databaseUrl) return externalAddress(config.databaseUrl);
  const server = await startEmbedded({ home: config.home, onEvent });
  return {
    url: server.url,
    // SIGINT is PostgreSQL's fast shutdown.
    abandon: () => process.kill(server.pid, 'SIGINT'),
    close: server.stop,
  };
}

/** Returns the database of the running server, or starts the embedded one if none runs. */
async function joinAddress(config: Config): Promise<Address> {
  const deadline = performance.now() + JOIN_WITHIN_MS;
  for (;;) {
    const url = config.databaseUrl ?? (await embeddedUrl(config.home));
    const address = url ? externalAddress(url) : await tryToOpen(config, deadline);
    if (address) return address;
    await delay(JOIN_POLL_MS);
  }
}

/** Returns undefined while another process starts or stops the embedded database. */
async function tryToOpen(config: Config, deadline: number): Promise<Address | undefined> {
  try {
    return await openAddress(config, () => {});
  } catch (error) {
    if (!isInUse(error) || performance.now() > deadline) throw error;
    return undefined;
  }
}

/**
 * Runs `work` with the database of the running server, or with the embedded one, started for it.
 */
export async function withDatabase<T>(
  config: Config,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const address = await joinAddress(config);
  const db = connect({
    url: address.url,
    maxConnections: COMMAND_CONNECTIONS,
    preparedStatements: config.usesPreparedStatements,
    applicationName: 'gigastore command',
  });
  try {
    // The first read refuses an unreachable database with a sentence.
    await findPending(db);
    return await work({ db, url: address.url });
  } finally {
    await db.close();
    await address.close();
  }
}

/** Like `withDatabase`, but migrates first. Throws in live mode if migrations are pending. */
export function withStore<T>(config: Config, work: (store: Store) => Promise<T>): Promise<T> {
  return withDatabase(config, async (store) => {
    await prepareStore(config, store);
    return work(store);
  });
}

function externalAddress(url: string): Address {
  return { url, abandon: () => {}, close: async () => {} };
}

function isInUse(error: unknown): boolean {
  return error instanceof EmbeddedError && error.message.includes('already running');
}
