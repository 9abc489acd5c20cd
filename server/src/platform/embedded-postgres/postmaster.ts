import { spawn } from 'node:child_process';
import { closeSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { withRetry } from '../db/retry.ts';
import type { Cluster } from './cluster-parts.ts';
import { EmbeddedError } from './embedded-error.ts';
import { freePort, LOOPBACK } from './free-port.ts';
import { program } from './installation.ts';
import { isAlive, isPostgresOf, postgresPidsOf } from './live-pid.ts';
import { writeRecord } from './record.ts';
import { logTail, openLog } from './server-log.ts';

const POLL_MS = 10;
/** Long, because a start after a crash replays the log first. */
const START_TIMEOUT_MS = 120_000;
const START_ATTEMPTS = 6;
const START_PAUSE_MS = 400;
/** Fast, then immediate, then by force; each with the time it gets. */
const STOPS: readonly [NodeJS.Signals, number][] = [
  ['SIGINT', 10_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
];

export type Settings = Readonly<Record<string, string>>;

type PidFile = { pid: number; port: number; isReady: boolean };

/** Returns the server that runs on the data directory now, undefined when none does. */
export function runningServer(dataDirectory: string): PidFile | undefined {
  const file = readPidFile(dataDirectory);
  return file && isPostgresOf(file.pid, dataDirectory) ? file : undefined;
}

/** Starts the server, waits until it takes connections, and gives its process id. */
export async function startServer(
  cluster: Cluster,
  settings: Settings,
  port: number | undefined,
): Promise<number> {
  return withRetry(
    async (attempt) => {
      // A killed server's last processes may still hold its memory.
      if (attempt > 1) endLeftovers(cluster.record.dataDirectory);
      return startOnce(cluster, settings, port ?? (await freePort(cluster.record.port)));
    },
    { attempts: START_ATTEMPTS, mayRetry: () => true, pauseMs: () => START_PAUSE_MS },
  );
}

/**
 * Stops the server fast: sessions are ended, everything committed is kept. Harder only if that
 * hangs.
 */
export async function stopServer(pid: number, dataDirectory: string): Promise<void> {
  const isRunning = () => isPostgresOf(pid, dataDirectory);
  for (const [signal, limitMs] of STOPS) {
    if (isRunning()) send(pid, signal);
    if (await turnsFalse(isRunning, limitMs)) return;
  }
  endLeftovers(dataDirectory);
}

/**
 * Ends what a killed server left: its sessions, which would keep the memory that the next start
 * needs, and its id file when no server runs (its id may belong to somebody else by now).
 */
export function endLeftovers(dataDirectory: string): void {
  if (runningServer(dataDirectory)) return;
  for (const pid of postgresPidsOf(dataDirectory)) send(pid, 'SIGKILL');
  rmSync(join(dataDirectory, 'postmaster.pid'), { force: true });
}

/**
 * Returns the arguments that start the server; also what is compared before a running one is
 * adopted.
 */
export function serverArguments(dataDirectory: string, settings: Settings, port: number): string[] {
  const all = { ...settings, listen_addresses: LOOPBACK, port: `${port}` };
  return ['-D', dataDirectory, ...Object.entries(all).flatMap(([k, v]) => ['-c', `${k}=${v}`])];
}

async function startOnce(cluster: Cluster, settings: Settings, port: number): Promise<number> {
  const { home, installation, record, user } = cluster;
  const args = serverArguments(record.dataDirectory, settings, port);
  cluster.record = { ...record, port, startedWith: args };
  await writeRecord(home, cluster.record);
  const log = openLog(home);
  // Its own process group: Ctrl-C in the terminal must not stop it before the requests are drained.
  const child = spawn(program(installation, 'postgres'), args, {
    ...user,
    cwd: record.dataDirectory,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  await new Promise((resolve, reject) => child.on('spawn', resolve).on('error', reject));
  await waitUntilReady(cluster, child.pid ?? 0);
  return child.pid ?? 0;
}

async function waitUntilReady({ home, record }: Cluster, pid: number): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const file = readPidFile(record.dataDirectory);
    if (file?.pid === pid && file.isReady) return;
    if (!isAlive(pid)) {
      throw new EmbeddedError(`PostgreSQL did not start:\n${await logTail(home)}`);
    }
    await delay(POLL_MS);
  }
  await stopServer(pid, record.dataDirectory);
  throw new EmbeddedError(`PostgreSQL was not ready in time:\n${await logTail(home)}`);
}

function readPidFile(dataDirectory: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n');
    const isReady = lines[7]?.trim() === 'ready';
    return { pid: Number(lines[0]), port: Number(lines[3]), isReady };
  } catch {
    return undefined;
  }
}

async function turnsFalse(isTrue: () => boolean, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (isTrue() && Date.now() < deadline) await delay(POLL_MS);
  return !isTrue();
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
