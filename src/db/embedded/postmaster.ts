import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Cluster, logPath, logTail, writeRecord } from './cluster.ts';
import { EmbeddedError } from './embedded-error.ts';
import { program } from './installation.ts';
import { isAlive, isPostgresOf, postgresPidsOf } from './live-pid.ts';

export const LOOPBACK = '127.0.0.1';
const POLL_MS = 10;
/** Long, because a start after a crash replays the log first. */
const START_TIMEOUT_MS = 120_000;
const START_ATTEMPTS = 6;
const START_PAUSE_MS = 400;
const FAST_STOP_MS = 10_000;
const IMMEDIATE_STOP_MS = 5_000;
const LOG_LIMIT_BYTES = 10_000_000;

export type Settings = Readonly<Record<string, string>>;

type PidFile = { pid: number; port: number; isReady: boolean };

/** The server that runs on the data directory now, undefined when none does. */
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
  for (let attempt = 1; ; attempt += 1) {
    const chosen = port ?? (await freePort(cluster.record.port));
    try {
      return await startOnce(cluster, settings, chosen);
    } catch (error) {
      if (attempt === START_ATTEMPTS) throw error;
    }
    // A killed server's last processes may still hold its memory, or somebody took the port.
    endLeftovers(cluster.record.dataDirectory);
    await delay(START_PAUSE_MS);
  }
}

/** Fast stop: sessions are ended, everything committed is kept. Harder only when that hangs. */
export async function stopServer(pid: number, dataDirectory: string): Promise<void> {
  const isRunning = () => isPostgresOf(pid, dataDirectory);
  if (await endsWithin(pid, 'SIGINT', FAST_STOP_MS, isRunning)) return;
  if (await endsWithin(pid, 'SIGQUIT', IMMEDIATE_STOP_MS, isRunning)) return;
  await endsWithin(pid, 'SIGKILL', IMMEDIATE_STOP_MS, isRunning);
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

/** The arguments that start the server; also what is compared before a running one is adopted. */
export function serverArguments(dataDirectory: string, settings: Settings, port: number): string[] {
  const all = { ...settings, listen_addresses: LOOPBACK, port: `${port}` };
  return ['-D', dataDirectory, ...Object.entries(all).flatMap(([k, v]) => ['-c', `${k}=${v}`])];
}

async function startOnce(cluster: Cluster, settings: Settings, port: number): Promise<number> {
  const { home, installation, record, user } = cluster;
  const args = serverArguments(record.dataDirectory, settings, port);
  cluster.record = { ...record, port, startedWith: args };
  await writeRecord(home, cluster.record);
  const log = openSync(logPath(home), isLogFull(home) ? 'w' : 'a', 0o600);
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

async function endsWithin(
  pid: number,
  signal: NodeJS.Signals,
  limitMs: number,
  isRunning: () => boolean,
): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  if (isRunning()) send(pid, signal);
  while (isRunning()) {
    if (Date.now() > deadline) return false;
    await delay(POLL_MS);
  }
  return true;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function isLogFull(home: string): boolean {
  const found = statSync(logPath(home), { throwIfNoEntry: false });
  return found !== undefined && found.size > LOG_LIMIT_BYTES;
}

async function freePort(preferred = 0): Promise<number> {
  return (await tryPort(preferred)) ?? (await tryPort(0)) ?? preferred;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(undefined));
    server.listen(port, LOOPBACK, () => {
      const address = server.address();
      const found = typeof address === 'object' ? address?.port : undefined;
      server.close(() => resolve(found));
    });
  });
}
