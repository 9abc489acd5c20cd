import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { testVersion } from '../../../test/support/temporary-server.ts';
import { startTestProgram } from '../../../test/support/test-program.ts';
import { type EmbeddedServer, embeddedUrl, startEmbedded, stopAbandoned } from './index.ts';
import { isAlive } from './live-pid.ts';
import { readRecord } from './record.ts';

const version = testVersion();
let home: string;
let store: ChildProcess | undefined;
let server: EmbeddedServer | undefined;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'gigastore-test-'));
  await using(await start(), async (client) => {
    await client.query('create table notes (text text not null)');
    await client.query("insert into notes values ('kept')");
  });
  await stop();
}, 60_000);

afterEach(async () => {
  await stop();
  if (store) await kill(store);
  await stopAbandoned(home);
});
afterAll(() => rm(home, { recursive: true, force: true }));

async function start(): Promise<string> {
  server = await startEmbedded({ home, version });
  return server.url;
}

async function stop(): Promise<void> {
  await server?.stop();
  server = undefined;
}

/** A store in a process of its own, which can be killed. */
async function startStore(): Promise<{ url: string; pid: number; adopted: boolean }> {
  const child = await startTestProgram('hold-embedded.ts', [home], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  store = child;
  for await (const line of createInterface({ input: child.stdout as Readable }))
    return JSON.parse(line);
  throw new Error('The store ended before it was ready.');
}

async function kill(child: ChildProcess): Promise<void> {
  store = undefined;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  if (child.kill('SIGKILL')) await ended;
}

async function using<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function notes(url: string): Promise<string[]> {
  return using(url, async (client) => {
    const found = await client.query<{ text: string }>('select text from notes order by text');
    return found.rows.map(({ text }) => text);
  });
}

test('what was written is there after a restart, on disk and on loopback only', async () => {
  const url = await start();
  expect(await notes(url)).toEqual(['kept']);
  const settings = await using(url, async (client) => {
    const names = ['fsync', 'listen_addresses', 'server_encoding', 'TimeZone'];
    const found = await client.query(
      'select name, setting from pg_settings where name = any ($1) order by name collate "C"',
      [names],
    );
    return found.rows.map(({ name, setting }) => `${name}=${setting}`);
  });
  const expected = ['TimeZone=UTC', 'fsync=on', 'listen_addresses=127.0.0.1'];
  expect(settings).toEqual([...expected, 'server_encoding=UTF8']);
});

test('the password is needed, and only the owner of the home can read it', async () => {
  const url = new URL(await start());
  url.password = 'wrong';
  await expect(notes(url.href)).rejects.toMatchObject({ code: '28P01' });
  expect((await stat(join(home, 'embedded.json'))).mode & 0o777).toBe(0o600);
});

test('a second start on the home is refused; a command still finds the database', async () => {
  const running = await startStore();
  const message = `another gigastore is already running on ${home} (pid ${store?.pid})`;
  await expect(startEmbedded({ home, version })).rejects.toThrow(message);
  expect(await embeddedUrl(home)).toBe(running.url);
  expect(await notes(running.url)).toEqual(['kept']);
});

test('of stores that start at the same moment one runs and the others are refused', async () => {
  const starts = await Promise.allSettled([1, 2, 3].map(() => startEmbedded({ home, version })));
  const running = starts.filter((result) => result.status === 'fulfilled');
  server = running[0]?.value;
  expect(running).toHaveLength(1);
  expect(starts.filter((result) => result.status === 'rejected')).toHaveLength(2);
});

test('the database of a killed store is adopted by the next one', async () => {
  const before = await startStore();
  if (store) await kill(store);
  const url = await start();
  expect(url).toBe(before.url);
  expect(server).toMatchObject({ adopted: true, pid: before.pid });
  expect(await notes(url)).toEqual(['kept']);
});

test('a database that runs with other settings is not adopted but started again', async () => {
  const before = await startStore();
  if (store) await kill(store);
  server = await startEmbedded({ home, version, settings: { work_mem: '5MB' } });
  expect(server.adopted).toBe(false);
  expect(isAlive(before.pid)).toBe(false);
  expect(await notes(server.url)).toEqual(['kept']);
});

test('a killed database is started again at the same address while the store runs', async () => {
  const url = await start();
  const before = server?.pid ?? 0;
  await using(url, (client) => client.query("insert into notes values ('new')"));
  process.kill(before, 'SIGKILL');
  const recovered = () => notes(url).catch(() => []);
  await expect.poll(recovered, { timeout: 15_000 }).toEqual(['kept', 'new']);
  expect(server?.pid).not.toBe(before);
  await using(url, (client) => client.query("delete from notes where text = 'new'"));
});

test('store and database both killed: the next start recovers', async () => {
  const before = await startStore();
  const busy = using(before.url, (client) => client.query('select pg_sleep(60)'));
  busy.catch(() => {});
  if (store) await kill(store);
  process.kill(before.pid, 'SIGKILL');
  expect(await notes(await start())).toEqual(['kept']);
  expect(server?.adopted).toBe(false);
});

test('a stale id file that names a living stranger does not stop the start', async () => {
  const { dataDirectory = '' } = readRecord(home) ?? {};
  const stale = `${process.pid}\n${dataDirectory}\n1\n5432\n\n127.0.0.1\n\nready\n`;
  await writeFile(join(dataDirectory, 'postmaster.pid'), stale);
  expect(await embeddedUrl(home)).toBeUndefined();
  expect(await notes(await start())).toEqual(['kept']);
  expect(isAlive(process.pid)).toBe(true);
});

test('data of another major version is refused with a clear message', async () => {
  const { dataDirectory = '' } = readRecord(home) ?? {};
  const path = join(dataDirectory, 'PG_VERSION');
  const real = await readFile(path, 'utf8');
  await writeFile(path, '14\n');
  await expect(startEmbedded({ home, version })).rejects.toThrow('made by PostgreSQL 14');
  await writeFile(path, real);
});

test('a home that was moved keeps its data; one without its record is refused', async () => {
  const moved = `${home}-moved`;
  await rename(home, moved);
  server = await startEmbedded({ home: moved, version });
  expect(await notes(server.url)).toEqual(['kept']);
  await stop();
  const record = join(moved, 'embedded.json');
  await rename(record, `${record}.away`);
  await expect(startEmbedded({ home: moved, version })).rejects.toThrow('embedded.json is missing');
  await rename(`${record}.away`, record);
  await rename(moved, home);
});

test('text sorts by code point, and case works beyond ASCII', async () => {
  const row = await using(await start(), async (client) => {
    const found = await client.query(
      `select lower('ÄÖ') as lower, 'Z' < 'a' and 'z' < 'ä' as sorts`,
    );
    return found.rows[0];
  });
  expect(row).toEqual({ lower: 'äö', sorts: true });
});

test('the leftovers of a killed first start do not disturb the next one', async () => {
  const fresh = join(home, 'fresh');
  const leftover = join(fresh, 'postgres.new-dead');
  await mkdir(leftover, { recursive: true });
  await writeFile(join(fresh, 'embedded.lock'), JSON.stringify({ pid: 999_999_999, born: '1' }));
  server = await startEmbedded({ home: fresh, version, durable: false });
  expect(existsSync(leftover)).toBe(false);
  expect(await embeddedUrl(fresh)).toBe(server.url);
});
