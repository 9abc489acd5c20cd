import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SHARED_TABLES } from '../src/commands/index.ts';
import { connect } from '../src/platform/db/connect.ts';
import type { Database } from '../src/platform/db/database.ts';
import { distribute } from '../src/platform/db/distribute.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { migrateJobs } from '../src/platform/jobs/index.ts';
import {
  createClusterDatabase,
  databaseUrls,
  dropClusterDatabase,
  on,
  useWorkers,
} from '../test/distribution/cluster.ts';
import { loadPlans } from '../test/support/shop.ts';
import { ROUNDS, refuseUnbalanced, sales } from './register.ts';
import { type BenchServer, startBenchServer } from './support/bench-server.ts';
import { cpuMicros, TICK_MICROS } from './support/cpu.ts';
import { type Measured, playRounds } from './support/load.ts';
import { openLiveReseller, type Reseller, stockProfiles } from './support/resellers.ts';
import { cpuText, type Row } from './support/row.ts';
import type { Result } from './support/with-cpu.ts';

const ACCOUNTS = 200;
const PROFILES = 200_000;
/** CPU time of a sale on one PostgreSQL over that on the cluster. */
const GOAL = 0.8;

/** A store on the cluster, and the server that sells from it. */
type Side = { name: string; urls: string[]; db: Database; server: BenchServer };

/**
 * Sales on the Citus cluster of `TEST_CITUS_URL`: a store on one of its nodes without Citus is the
 * yardstick; then the same store distributed over one, two, … of its worker nodes. The CPU time is
 * that of the connections to the store on all nodes, and of the server.
 */
export async function distributedRows(): Promise<Row[]> {
  const cluster = process.env.TEST_CITUS_URL;
  if (!cluster) {
    console.error('Left out: distributed. TEST_CITUS_URL names no Citus cluster');
    console.error('(server/test/distribution/README.md says how to build one).');
    return [];
  }
  const workers = (await databaseUrls(cluster, 'postgres')).length - 1;
  const sides: Side[] = [];
  const names: string[] = [];
  try {
    for (let count = 0; count <= workers; count += 1) {
      const name = `bench_${randomBytes(6).toString('hex')}`;
      names.push(name);
      sides.push(await openSide(cluster, { name, workers: count }));
    }
    return await measure(sides);
  } finally {
    for (const { db, server } of sides) {
      await server.stop();
      await db.close();
    }
    for (const name of names) await dropClusterDatabase(cluster, name);
  }
}

/** With no workers the store is on the first one, as on one PostgreSQL. */
async function openSide(
  cluster: string,
  { name, workers }: { name: string; workers: number },
): Promise<Side> {
  const urls = await databaseUrls(cluster, name);
  const [, first = ''] = urls;
  if (workers > 0) await createClusterDatabase(cluster, name);
  else await on((await databaseUrls(cluster, 'postgres'))[1] ?? '', `create database ${name}`);
  const url = workers > 0 ? (urls[0] ?? '') : first;
  const db = connect({ url, maxConnections: 8, applicationName: 'gigastore bench' });
  await migrate(db, join(import.meta.dirname, '../migrations'));
  await migrateJobs(url);
  if (workers > 0) {
    await useWorkers(url, workers);
    await distribute(db, { shared: SHARED_TABLES });
  }
  await loadPlans(db);
  const server = await startBenchServer(url, 'lane');
  return { name: toName(workers), urls: workers > 0 ? urls : [first], db, server };
}

function toName(workers: number): string {
  if (workers === 0) return 'one PostgreSQL';
  return workers === 1 ? 'Citus, one worker node' : `Citus, ${workers} worker nodes`;
}

async function measure(sides: readonly Side[]): Promise<Row[]> {
  const scenarios: Record<string, () => Promise<Measured>> = {};
  for (const side of sides) {
    await stockProfiles(side.db, PROFILES);
    const resellers: Reseller[] = [];
    for (let count = 0; count < ACCOUNTS; count += 1) {
      resellers.push(await openLiveReseller(side.db));
    }
    const sell = await sales(side.server, resellers);
    scenarios[side.name] = withCpuOf(side, () => sell({ connections: 64 }));
  }
  const measured = await playRounds(ROUNDS, scenarios);
  for (const side of sides) await refuseUnbalanced(side);
  const yardstick = measured['one PostgreSQL'] as Result;
  return sides.map(({ name }) => toRow(name, { result: measured[name] as Result, yardstick }));
}

function withCpuOf({ urls, server }: Side, run: () => Promise<Measured>) {
  return async (): Promise<Result> => {
    const before = await Promise.all([ticksOf(urls), cpuMicros(server.pid)]);
    const started = performance.now();
    const measured = await run();
    const count = measured.rate * ((performance.now() - started) / 1000);
    const after = await Promise.all([ticksOf(urls), cpuMicros(server.pid)]);
    let ticks = 0;
    for (const [pid, until] of after[0]) ticks += until - (before[0].get(pid) ?? 0);
    const cpu = {
      serverMicros: (after[1] - before[1]) / count,
      databaseMicros: (ticks * TICK_MICROS) / count,
    };
    return { ...measured, cpu };
  };
}

/** Returns the CPU time of each connection to these databases, whatever else the nodes serve. */
async function ticksOf(urls: readonly string[]): Promise<Map<number, number>> {
  const ticks = new Map<number, number>();
  for (const url of urls) {
    const rows = await on<{ pid: number }>(
      url,
      'select pid from pg_stat_activity where datname = current_database()',
    );
    for (const { pid } of rows) {
      const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      ticks.set(pid, Number(fields[11] ?? 0) + Number(fields[12] ?? 0));
    }
  }
  return ticks;
}

function toRow(name: string, { result, yardstick }: { result: Result; yardstick: Result }): Row {
  const ratio = total(yardstick) / total(result);
  return {
    scenario: `distributed, ${ACCOUNTS} accounts, 64 connections: ${name}`,
    ...result,
    yardstick: `CPU time on one PostgreSQL (${yardstick.cpu ? cpuText(yardstick.cpu) : ''} µs)`,
    ratio,
    goal: `≥ ${GOAL} ×`,
    isMet: ratio >= GOAL,
  };
}

function total({ cpu }: Result): number {
  return cpu ? cpu.serverMicros + cpu.databaseMicros : Number.POSITIVE_INFINITY;
}
