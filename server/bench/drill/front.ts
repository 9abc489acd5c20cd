import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from '../../src/platform/db/connect.ts';
import { type Database, sql } from '../../src/platform/db/database.ts';
import { storeProgram } from '../../test/support/store-program.ts';
import { deployed, PASSWORDS } from './cluster.ts';
import { start } from './programs.ts';

const NAME = 'gigastore';
const PASSWORD = 'drill';
const ATTEMPTS = 60;
const RETRY_MS = 500;

export type Front = {
  /** The database through HAProxy alone, as PostgreSQL's own administrator. */
  administratorUrl: string;
  /** The database of the store through HAProxy alone. */
  directUrl: string;
  /** The database of the store through PgBouncer and HAProxy. */
  pooledUrl: string;
  pids: number[];
};

/** Starts HAProxy and PgBouncer on free ports of this machine. */
export async function startFront(folder: string): Promise<Front> {
  const [proxyPort, poolPort] = [await freePort(), await freePort()];
  const proxy = join(folder, 'haproxy.cfg');
  const pooler = join(folder, 'pgbouncer.ini');
  const atPorts = (text: string) =>
    text
      .replaceAll('127.0.0.1:5000', `127.0.0.1:${proxyPort}`)
      .replaceAll('port=5000', `port=${proxyPort}`)
      .replaceAll('listen_port = 6432', `listen_port = ${poolPort}`);
  writeFileSync(proxy, atPorts(deployed('haproxy.cfg', folder)));
  writeFileSync(pooler, atPorts(deployed('pgbouncer.ini', folder)));
  writeFileSync(join(folder, 'userlist.txt'), `"${NAME}" "${PASSWORD}"\n`);
  const log = (name: string) => join(folder, `${name}.log`);
  const haproxy = start(['/usr/sbin/haproxy', '-db', '-f', proxy], { log: log('haproxy') });
  const pgbouncer = start(['/usr/sbin/pgbouncer', pooler], {
    log: log('pgbouncer'),
    user: 'postgres',
  });
  const at = (port: number, path: string) => `127.0.0.1:${port}/${path}`;
  return {
    administratorUrl: `postgresql://postgres:${PASSWORDS.superuser}@${at(proxyPort, 'postgres')}`,
    directUrl: `postgresql://${NAME}:${PASSWORD}@${at(proxyPort, NAME)}`,
    pooledUrl: `postgresql://${NAME}:${PASSWORD}@${at(poolPort, NAME)}`,
    pids: [haproxy.pid, pgbouncer.pid].filter((pid) => pid !== undefined),
  };
}

/** Makes the role and the database of the store, as docs/running/postgresql.md does. */
export async function createStoreDatabase({ administratorUrl }: Front): Promise<void> {
  await withDatabase(administratorUrl, async (db) => {
    await eventually(() => db.row(sql`select 1`));
    await db.run(sql`create role gigastore login password 'drill'`);
    await db.run(sql`
      create database gigastore owner gigastore encoding 'UTF8' template template0`);
  });
}

/** Starts a store in sandbox mode behind PgBouncer. Returns where it listens, once it is ready. */
export async function startDrilledStore(folder: string, { pooledUrl, directUrl }: Front) {
  const port = await freePort();
  const env = {
    PORT: String(port),
    GIGASTORE_HOME: join(folder, 'home'),
    GIGASTORE_RATE_LIMIT: 'off',
    GIGASTORE_PREPARED_STATEMENTS: 'off',
    DATABASE_URL: pooledUrl,
  };
  const log = join(folder, 'store.log');
  const store = start([process.execPath, await storeProgram(), 'serve'], { env, log });
  const url = `http://127.0.0.1:${port}`;
  await eventually(async () => {
    const { ok } = await fetch(`${url}/health/ready`);
    if (!ok) throw new Error(`The store is not ready; see ${log}.`);
  });
  await withDatabase(directUrl, (db) =>
    db.run(sql`update accounts set refund_limit_per_month = 1000000`),
  );
  return { url, pid: store.pid as number };
}

/** Runs the work on a connection of its own, which it closes. */
export async function withDatabase<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = connect({ url, maxConnections: 2, applicationName: 'drill' });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** Runs it again until it does not throw, half a minute at most. */
export async function eventually<T>(work: () => Promise<T>, attempts = ATTEMPTS): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (attempts === 0) throw error;
    await delay(RETRY_MS);
    return eventually(work, attempts - 1);
  }
}

/** Returns a port that nobody uses now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
