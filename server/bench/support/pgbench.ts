import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Measured } from './load.ts';

const run = promisify(execFile);

export type PgbenchLoad = {
  url: string;
  clients: number;
  seconds: number;
  /** One command of pgbench's script language a line. */
  script: string;
  /** How many sales a transaction of the script is. */
  salesEach: number;
};

/** Runs the script with prepared statements. Throws when pgbench is missing, saying where it is. */
export async function pgbench(load: PgbenchLoad): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'gigastore-pgbench-'));
  try {
    const script = join(folder, 'script.sql');
    await writeFile(script, load.script);
    const { stdout } = await run('pgbench', argumentsOf(load, script)).catch(explain);
    const rate = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]) * load.salesEach;
    const meanMs = Number(/latency average = ([\d.]+)/.exec(stdout)?.[1]);
    if (!(rate > 0)) throw new Error(`pgbench said nothing of its rate:\n${stdout}`);
    return { rate, p50Ms: meanMs, p99Ms: Number.NaN };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function argumentsOf({ url, clients, seconds }: PgbenchLoad, script: string): string[] {
  const counts = ['-c', String(clients), '-j', '2', '-T', String(seconds)];
  return ['-n', '-M', 'prepared', ...counts, '-f', script, url];
}

function explain(error: NodeJS.ErrnoException): never {
  if (error.code !== 'ENOENT') throw error;
  throw new Error('pgbench is missing: install PostgreSQL (Debian: postgresql-contrib).');
}
