import { type AddressInfo, createServer } from 'node:net';
import { raw } from 'sql-template-tag';
import { beforeEach, expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { startDatabaseProxy } from '../../../test/support/database-proxy.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { connect } from './connect.ts';
import { sql, type Tx } from './database.ts';
import { violates } from './failures.ts';

const own = await forThisFile(createTestDatabase({ isEmpty: true }), { hasBooks: false });
const proxy = await forThisFile(startDatabaseProxy(own.url));
await own.db.run(sql`create table notes (id integer primary key, text text not null)`);
beforeEach(() => own.db.run(sql`truncate notes`));

const write = (tx: Tx, id: number, text: string) =>
  tx.run(sql`insert into notes (id, text) values (${id}, ${text})`);
const texts = async () =>
  (await own.db.rows<{ text: string }>(sql`select text from notes order by id`)).map(
    ({ text }) => text,
  );

test('a silent network fails what it carries and nothing on new connections', async () => {
  const db = connect({
    url: proxy.url,
    maxConnections: 4,
    applicationName: 'silence',
    statementTimeoutMs: 200,
    answerGraceMs: 100,
  });
  await Promise.all(Array.from({ length: 4 }, () => db.row(sql`select pg_sleep(0.02)`)));
  proxy.swallow();
  const refused = { code: 'service_unavailable', retryAfterSeconds: 2 };
  await expect(db.transaction((tx) => write(tx, 1, 'lost'))).rejects.toMatchObject(refused);
  const answered = await Promise.all(
    Array.from({ length: 3 }, (_, id) => db.transaction((tx) => write(tx, id, 'kept'))),
  );
  expect(answered).toEqual([1, 1, 1]);
  expect(await texts()).toEqual(['kept', 'kept', 'kept']);
  await db.close();
});

test('a silent network during COMMIT leaves the outcome unknown, in words', async () => {
  const db = connect({
    url: proxy.url,
    maxConnections: 1,
    applicationName: 'silence',
    statementTimeoutMs: 200,
    answerGraceMs: 100,
  });
  const unsure = db.transaction(async (tx) => {
    await write(tx, 1, 'perhaps');
    proxy.swallow();
  });
  await expect(unsure).rejects.toMatchObject({
    code: 'service_unavailable',
    message: expect.stringContaining('Idempotency-Key'),
  });
  await db.close();
});

const later = async <T>(answer: Promise<T>): Promise<T> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  try {
    return await answer;
  } catch (error) {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    throw error;
  }
};
const failWith = (code: string) =>
  raw(`do $$ begin raise exception 'no' using errcode = '${code}'; end $$`);

test('a full disk is refused as unavailable, whichever failure is heard first', async () => {
  const full = own.db.transaction((tx) =>
    Promise.all([later(tx.run(failWith('53100'))), tx.run(sql`select 1`)]),
  );
  await expect(full).rejects.toMatchObject({ code: 'service_unavailable' });
});

test('a deadlock is run again, whichever failure is heard first', async () => {
  let runs = 0;
  await own.db.transaction(async (tx) => {
    runs += 1;
    const first = runs === 1 ? failWith('40P01') : sql`select 1`;
    await Promise.all([later(tx.run(first)), tx.run(sql`select 2`)]);
  });
  expect(runs).toBe(2);
});

test('a pooler that refuses timeouts at connection start is named', async () => {
  const { db, pooler } = await behindPooler('unsupported startup parameter: statement_timeout');
  await expect(db.row(sql`select 1`)).rejects.toThrow(/GIGASTORE_PREPARED_STATEMENTS=off/);
  await db.close();
  pooler.close();
});

test.each([
  'server login has been failing, try again later (server_login_retry)',
  'query_wait_timeout',
  'server conn crashed?',
])('a pooler without a database is refused as unavailable: %s', async (message) => {
  const { db, pooler } = await behindPooler(message);
  const refused = { code: 'service_unavailable', retryAfterSeconds: 2 };
  await expect(db.row(sql`select 1`)).rejects.toMatchObject(refused);
  await expect(db.transaction((tx) => write(tx, 1, 'no'))).rejects.toMatchObject(refused);
  await db.close();
  pooler.close();
});

test('a violation of the protocol that PostgreSQL itself finds is no outage', async () => {
  const wrong = own.db.run(sql`select ${1}::int, ${raw('$2')}::int`);
  await expect(wrong).rejects.toMatchObject({ code: '08P01', routine: expect.any(String) });
});

test('a constraint is known by its name, also with the number of a shard', () => {
  const failed = (constraint?: string) => Object.assign(new Error('refused'), { constraint });
  expect(violates(failed('carrier_orders_owner'), ['carrier_orders_owner'])).toBe(true);
  expect(violates(failed('carrier_orders_owner_102112'), ['carrier_orders_owner'])).toBe(true);
  expect(violates(failed('carrier_orders_owner_102112'), ['carrier_orders'])).toBe(false);
  expect(violates(failed(), ['carrier_orders_owner'])).toBe(false);
});

/** Connects to a server that answers everything as PgBouncer answers without a server. */
async function behindPooler(message: string) {
  const fields = ['SFATAL', 'C08P01', `M${message}`, ''];
  const body = Buffer.from(fields.join('\0'));
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(body.length + 5, 1);
  const pooler = createServer((socket) => {
    socket.once('data', () => socket.end(Buffer.concat([head, body, Buffer.alloc(1)])));
  });
  await new Promise<void>((resolve) => pooler.listen(0, '127.0.0.1', resolve));
  const { port } = pooler.address() as AddressInfo;
  const db = connect({
    url: `postgres://store@127.0.0.1:${port}/store`,
    maxConnections: 1,
    applicationName: 'behind a pooler',
  });
  return { db, pooler };
}
