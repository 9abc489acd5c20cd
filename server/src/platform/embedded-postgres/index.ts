import { mkdir, realpath } from 'node:fs/promises';
import { openCluster } from './cluster.ts';
import type { Cluster } from './cluster-parts.ts';
import { createDatabase, isHealthy, urlOf } from './database-url.ts';
import { EmbeddedError } from './embedded-error.ts';
import { ownerHint } from './foreign-owner.ts';
import { lockHome, wasLocked } from './home-lock.ts';
import type { EmbeddedVersion } from './installation.ts';
import { keepRunning } from './keep-running.ts';
import { isPostgresOf } from './live-pid.ts';
import {
  endLeftovers,
  runningServer,
  type Settings,
  serverArguments,
  startServer,
  stopServer,
} from './postmaster.ts';
import { readRecord } from './record.ts';

export { backUpEmbedded } from './backup.ts';
export { restoreEmbedded } from './restore.ts';
export { EmbeddedError, type EmbeddedVersion };

export type EmbeddedOptions = {
  /** The directory that keeps the database; made when missing. */
  home: string;
  version?: EmbeddedVersion;
  port?: number;
  /** False only where losing everything is fine (tests): nothing waits for the disk. */
  durable?: boolean;
  /** PostgreSQL settings over ours, by their own names. */
  settings?: Settings;
  /** Called with one sentence when a lost server is started again, or cannot be. */
  onEvent?: (message: string) => void;
};

export type EmbeddedServer = {
  readonly url: string;
  /** The id of the server's main process; another one after a restart. */
  readonly pid: number;
  /** A server was found running, left by a killed gigastore. */
  readonly adopted: boolean;
  stop(): Promise<void>;
};

const MODEST: Settings = {
  max_connections: '100',
  shared_buffers: '64MB',
  unix_socket_directories: '',
  max_logical_replication_workers: '0',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
};
const FORGETFUL: Settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * Starts PostgreSQL on the home, or adopts the one that a killed gigastore left running there; if
 * it dies it is started again on the same port. Refuses (`EmbeddedError`) a home that another live
 * process uses, data of another major version, and a machine on which no PostgreSQL runs.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { home, unlock } = await takeHome(options.home);
  try {
    const version = options.version ?? '18';
    const cluster = await openCluster(home, version, options.durable ?? true);
    return await serve(cluster, options, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function takeHome(path: string): Promise<{ home: string; unlock: () => void }> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const home = await realpath(path);
    return { home, unlock: lockHome(home) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new EmbeddedError(
      `The directory ${path} cannot keep a database: ${message}.${ownerHint(path)}`,
    );
  }
}

/** Returns the address of the database that runs on the home now; undefined when none does. */
export async function embeddedUrl(home: string): Promise<string | undefined> {
  const record = readRecord(home);
  const running = record && runningServer(record.dataDirectory);
  if (!record || !running?.isReady) return undefined;
  const url = urlOf(record, running.port);
  return (await isHealthy(url)) ? url : undefined;
}

/** Stops the server of a home whose owner was killed; false when no owner was or it still lives. */
export async function stopAbandoned(home: string): Promise<boolean> {
  if (!wasLocked(home)) return false;
  let unlock: () => void;
  try {
    unlock = lockHome(home);
  } catch {
    return false;
  }
  const record = readRecord(home);
  const running = record && runningServer(record.dataDirectory);
  if (record && running) await stopServer(running.pid, record.dataDirectory);
  unlock();
  return true;
}

async function serve(
  cluster: Cluster,
  options: EmbeddedOptions,
  unlock: () => void,
): Promise<EmbeddedServer> {
  const settings = settingsFor(cluster, options);
  const { dataDirectory } = cluster.record;
  const adoptedPid = await adopt(cluster, settings, options.port);
  let pid = adoptedPid ?? (await startServer(cluster, settings, options.port));
  const port = cluster.record.port ?? 0;
  await createDatabase(cluster.record, port);
  const watch = keepRunning({
    isRunning: () => isPostgresOf(pid, dataDirectory),
    restart: async () => {
      endLeftovers(dataDirectory);
      pid = await startServer(cluster, settings, port);
    },
    onEvent: options.onEvent ?? (() => {}),
  });
  return {
    url: urlOf(cluster.record, port),
    get pid() {
      return pid;
    },
    adopted: adoptedPid !== undefined,
    stop: async () => {
      await watch.end();
      await stopServer(pid, dataDirectory);
      unlock();
    },
  };
}

function settingsFor(cluster: Cluster, options: EmbeddedOptions): Settings {
  // The three workers that 18 starts for reading ahead cost memory and bring a small store nothing.
  const version: Settings = cluster.installation.major >= 18 ? { io_method: 'sync' } : {};
  const durability = options.durable === false ? FORGETFUL : {};
  return { ...MODEST, ...version, ...durability, ...options.settings };
}

/** Keeps a healthy server that was started as we would start it, and stops any other. */
async function adopt(
  { record }: Cluster,
  settings: Settings,
  port: number | undefined,
): Promise<number | undefined> {
  const running = runningServer(record.dataDirectory);
  if (!running) {
    endLeftovers(record.dataDirectory);
    return undefined;
  }
  const wanted = serverArguments(record.dataDirectory, settings, port ?? running.port);
  const isSame = wanted.join('\0') === record.startedWith?.join('\0');
  if (isSame && running.isReady && (await isHealthy(urlOf(record, running.port, 'postgres')))) {
    return running.pid;
  }
  await stopServer(running.pid, record.dataDirectory);
  return undefined;
}
