import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../platform/config/config.ts';
import { connect } from '../platform/db/connect.ts';
import { EmbeddedError, embeddedUrl, startEmbedded } from '../platform/embedded-postgres/index.ts';
import { findPending, prepareStore, type Store } from './prepare-store.ts';

const COMMAND_CONNECTIONS = 4;
const JOIN_WITHIN_MS = 15_000;
const JOIN_POLL_MS = 200;

/** Where the database is, and how to let go of it. */
export type Address = {
  url: string;
  /** Ends a database that is ours without waiting for it. */
  abandon(): void;
  close(): Promise<void>;
};

/** The database of a serving process: the configured one, or the embedded one, started. */
export async function openAddress(
  config: Config,
  onEvent: (message: string) => void,
): Promise<Address> {
  if (config.databaseUrl) return foreignAddress(config.databaseUrl);
  const server = await startEmbedded({ home: config.home, onEvent });
  return {
    url: server.url,
    // SIGINT is PostgreSQL's fast shutdown.
    abandon: () => process.kill(server.pid, 'SIGINT'),
    close: server.stop,
  };
}

/** The database of a running server, or else the same one, started here. */
export async function joinAddress(config: Config): Promise<Address> {
  const deadline = performance.now() + JOIN_WITHIN_MS;
  for (;;) {
    const url = config.databaseUrl ?? (await embeddedUrl(config.home));
    const address = url ? foreignAddress(url) : await tryToOpen(config, deadline);
    if (address) return address;
    await delay(JOIN_POLL_MS);
  }
}

/** Undefined when its owner is just about to start or to stop it. */
async function tryToOpen(config: Config, deadline: number): Promise<Address | undefined> {
  try {
    return await openAddress(config, () => {});
  } catch (error) {
    if (!isTaken(error) || performance.now() > deadline) throw error;
    return undefined;
  }
}

/** Runs `work` with the database of the running server, or with the embedded one started for it. */
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
    // Reads first: a database that is away is then refused in words.
    await findPending(db);
    return await work({ db, url: address.url });
  } finally {
    await db.close();
    await address.close();
  }
}

/** The same with a database that is up to date: migrated first, or in live mode refused. */
export function withStore<T>(config: Config, work: (store: Store) => Promise<T>): Promise<T> {
  return withDatabase(config, async (store) => {
    await prepareStore(config, store);
    return work(store);
  });
}

function foreignAddress(url: string): Address {
  return { url, abandon: () => {}, close: async () => {} };
}

function isTaken(error: unknown): boolean {
  return error instanceof EmbeddedError && error.message.includes('already running');
}
