import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readRecord } from '../src/platform/embedded-postgres/record.ts';
import type { Row } from './support/row.ts';

const COLD_GOAL_MS = 8_000;
const WARM_GOAL_MS = 2_500;
const MEMORY_GOAL_MB = 300;
const LIMIT_MS = 60_000;
const IDLE_MS = 5_000;

/** `npm start` until it is ready, on a new home and on a used one; and what it holds idle. */
export async function startRows(): Promise<Row[]> {
  const home = await mkdtemp(join(tmpdir(), 'gigastore-start-'));
  try {
    // As in a fresh clone with its dependencies: the first start builds, too.
    await rm('dist', { recursive: true, force: true });
    const cold = await start(join(home, 'new'));
    await cold.stop();
    const warm = await start(join(home, 'new'));
    await delay(IDLE_MS);
    const memoryMb = memoryOf(warm.pid) + memoryOf(await databasePid(join(home, 'new')));
    await warm.stop();
    return [
      toRow('cold start to ready (ms)', cold.readyMs, COLD_GOAL_MS),
      toRow('warm start to ready (ms)', warm.readyMs, WARM_GOAL_MS),
      toRow('idle memory with the database (MB, proportional)', memoryMb, MEMORY_GOAL_MB),
    ];
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function start(home: string) {
  const port = await freePort();
  const started = performance.now();
  const env = { ...process.env, PORT: String(port), GIGASTORE_HOME: home, DATABASE_URL: '' };
  const child = spawn(process.execPath, ['../tools/start.mjs'], { env, stdio: 'ignore' });
  await ready(port, started);
  const readyMs = performance.now() - started;
  return {
    readyMs,
    pid: child.pid as number,
    async stop() {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}

async function ready(port: number, started: number): Promise<void> {
  while (performance.now() - started < LIMIT_MS) {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await delay(10);
  }
  throw new Error('the store was not ready in time');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

async function databasePid(home: string): Promise<number> {
  const directory = readRecord(home)?.dataDirectory ?? '';
  const file = await readFile(join(directory, 'postmaster.pid'), 'utf8');
  return Number(file.split('\n')[0]);
}

/** Megabytes of a process and its children; memory that several share is counted once (PSS). */
function memoryOf(root: number): number {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: parentOf(name) }));
  const family = new Set([root]);
  for (const { pid, parent } of parents) if (family.has(parent)) family.add(pid);
  return [...family].reduce((sum, pid) => sum + proportionalKb(pid), 0) / 1024;
}

function parentOf(pid: string): number {
  const status = readQuietly(`/proc/${pid}/status`);
  return Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0);
}

function proportionalKb(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(readQuietly(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

function readQuietly(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function toRow(scenario: string, value: number, goal: number): Row {
  return {
    scenario,
    rate: null,
    p50Ms: value,
    p99Ms: null,
    yardstick: '—',
    ratio: null,
    goal: `≤ ${goal.toLocaleString('en')}`,
    isMet: value <= goal,
  };
}
