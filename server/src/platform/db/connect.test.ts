import { beforeEach, expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { startDatabaseProxy } from '../../../test/support/database-proxy.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { connect, TRANSACTION_ATTEMPTS } from './connect.ts';
import { sql, type Tx } from './database.ts';

const own = await forThisFile(createTestDatabase({ isEmpty: true }), { hasBooks: false });
const proxy = await forThisFile(startDatabaseProxy(own.url));
const remote = await forThisFile(
  connect({ url: proxy.url, maxConnections: 4, applicationName: 'through the proxy' }),
);
await own.db.run(sql`create table notes (id integer primary key, text text not null)`);
beforeEach(() => own.db.run(sql`truncate notes`));

const write = (tx: Tx, id: number, text: string) =>
  tx.run(sql`insert into notes (id, text) values (${id}, ${text})`);
const texts = async () =>
  (await own.db.rows<{ text: string }>(sql`select text from notes order by id`)).map(
    ({ text }) => text,
  );

test('values arrive as the types that this project uses', async () => {
  const row = await own.db.row(sql`
    select
      9007199254740993::int8 as big,
      array[1, null]::int8[] as bigs,
      array[]::int8[] as none,
      1.10::numeric as exact,
      '2026-04-30T09:55:36.430Z'::timestamptz as moment,
      '2026-04-30'::date as day,
      '\\xff00'::bytea as bytes,
      array['a', 'b,c'] as words,
      ${5n}::int8 as sent`);
  expect(row).toEqual({
    big: 9007199254740993n,
    bigs: [1n, null],
    none: [],
    exact: '1.10',
    moment: new Date('2026-04-30T09:55:36.430Z'),
    day: '2026-04-30',
    bytes: Buffer.from([0xff, 0]),
    words: ['a', 'b,c'],
    sent: 5n,
  });
});

test('a transaction commits its work, or nothing of it when it throws', async () => {
  await own.db.transaction((tx) => write(tx, 1, 'kept'));
  const failing = own.db.transaction(async (tx) => {
    await write(tx, 2, 'lost');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await texts()).toEqual(['kept']);
});

test('a swallowed statement error is reported, not rolled back in silence', async () => {
  const swallowing = own.db.transaction(async (tx) => {
    await write(tx, 1, 'lost');
    await tx.run(sql`select 1 / 0`).catch(() => {});
  });
  await expect(swallowing).rejects.toThrow('swallowed');
  expect(await texts()).toEqual([]);
});

test('of two transactions in a deadlock the victim is run again', async () => {
  await own.db.transaction(async (tx) => {
    await write(tx, 1, 'a');
    await write(tx, 2, 'b');
  });
  let runs = 0;
  const arrivals: (() => void)[] = [];
  const bothArrived = new Promise<void>((resolve) => {
    arrivals.push(() => {}, resolve);
  });
  const update = (first: number, second: number) =>
    own.db.transaction(async (tx) => {
      runs += 1;
      await tx.run(sql`set local deadlock_timeout = '20ms'`);
      await tx.run(sql`update notes set text = text || '+' where id = ${first}`);
      arrivals.shift()?.();
      await bothArrived;
      await tx.run(sql`update notes set text = text || '+' where id = ${second}`);
    });
  await Promise.all([update(1, 2), update(2, 1)]);
  expect(runs).toBeGreaterThanOrEqual(3);
  expect(await texts()).toEqual(['a++', 'b++']);
});

test('a serialization failure is retried with a bound', async () => {
  let runs = 0;
  const hopeless = own.db.transaction(async (tx) => {
    runs += 1;
    await tx.run(sql`do $$ begin raise exception 'again' using errcode = '40001'; end $$`);
  });
  await expect(hopeless).rejects.toMatchObject({ code: '40001' });
  expect(runs).toBe(TRANSACTION_ATTEMPTS);
});

test.each(['cutBefore', 'cutAfter'] as const)(
  'work is run again when the connection is lost in its middle (%s)',
  async (cut) => {
    let runs = 0;
    proxy[cut]('only once');
    await remote.transaction(async (tx) => {
      runs += 1;
      await write(tx, 1, 'only once');
    });
    expect(runs).toBe(2);
    expect(await texts()).toEqual(['only once']);
  },
);

test.each([
  ['cutBefore', []],
  ['cutAfter', ['perhaps']],
] as const)(
  'work is not run again when the connection is lost at COMMIT (%s)',
  async (cut, expected) => {
    let runs = 0;
    const unsure = remote.transaction(async (tx) => {
      runs += 1;
      await write(tx, 1, 'perhaps');
      proxy[cut]('commit');
    });
    await expect(unsure).rejects.toMatchObject({
      code: 'service_unavailable',
      message: expect.stringContaining('Idempotency-Key'),
    });
    expect(runs).toBe(1);
    await expect.poll(texts).toEqual(expected);
  },
);

test('a session ended by the server is replaced and the work run again', async () => {
  let runs = 0;
  await own.db.transaction(async (tx) => {
    runs += 1;
    const session = await tx.row<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    if (runs === 1) await remote.run(sql`select pg_terminate_backend(${session?.pid}, 5000)`);
    await write(tx, 1, 'written');
  });
  expect(runs).toBe(2);
  expect(await texts()).toEqual(['written']);
});

test('while the database is away calls are refused, and work again when it is back', async () => {
  const attempts = [
    () => remote.row(sql`select 1`),
    () => remote.transaction((tx) => write(tx, 1, 'first')),
  ];
  await Promise.all(attempts.map((attempt) => attempt()));
  await proxy.close();
  for (const attempt of attempts) {
    const refused = { code: 'service_unavailable', retryAfterSeconds: 2 };
    await expect(attempt()).rejects.toMatchObject(refused);
  }
  await proxy.open();
  expect(await remote.row(sql`select 1 as one`)).toEqual({ one: 1 });
});

test('a migration under a running server does not break its prepared statements', async () => {
  const one = connect({ url: own.url, maxConnections: 1, applicationName: 'one connection' });
  await own.db.run(sql`create table moving (id integer not null)`);
  await own.db.run(sql`insert into moving (id) values (1)`);
  const statement = sql`select id from moving`;
  const inTransaction = () => one.transaction((tx) => tx.row(statement));
  await inTransaction();
  await own.db.run(sql`alter table moving alter column id type text`);
  expect(await inTransaction()).toEqual({ id: '1' });
  await own.db.run(sql`alter table moving alter column id type bigint using id::bigint`);
  expect(await one.row(statement)).toEqual({ id: 1n });
  await one.close();
});

test('reads that belong together share a connection, which is free again whatever happens', async () => {
  const backend = sql`select pg_backend_pid() as pid`;
  const pids = await own.db.together(async (one) => {
    const [first, second] = await Promise.all([one.row(backend), one.row(backend)]);
    return [first, second, await one.row(backend)];
  });
  expect(pids).toEqual(Array(3).fill({ pid: expect.any(Number) }));
  expect(new Set(pids.map((row) => row?.pid)).size).toBe(1);
  for (let time = 0; time < 10; time += 1) {
    const failing = remote.together((one) =>
      Promise.all([one.row(sql`select 1 / 0`), one.row(sql`select 1 as one`)]),
    );
    await expect(failing).rejects.toThrow('division by zero');
  }
  expect(await remote.row(sql`select 1 as one`)).toEqual({ one: 1 });
  expect(remote.pool.waitingCount).toBe(0);
});

test('reads that belong together are repeated after a migration', async () => {
  const read = () => own.db.together((one) => one.rows(sql`select * from notes`));
  await own.db.run(sql`insert into notes (id, text) values (1, 'a')`);
  await read();
  await own.db.run(sql`alter table notes add column more integer`);
  expect(await read()).toEqual([{ id: 1, text: 'a', more: null }]);
  await own.db.run(sql`alter table notes drop column more`);
});

test('statements are prepared once each, and not at all for a pooler', async () => {
  const names = sql`select count(*)::int as prepared from pg_prepared_statements`;
  const counts: unknown[] = [];
  for (const preparedStatements of [true, false]) {
    const db = connect({
      url: own.url,
      maxConnections: 1,
      preparedStatements,
      applicationName: 'counts',
      statementTimeoutMs: 1_500,
    });
    for (const value of [1, 2]) await db.row(sql`select ${value}::int as value`);
    const timeout = await db.transaction((tx) => tx.row(sql`show statement_timeout`));
    counts.push({ ...(await db.row(names)), ...timeout });
    await db.close();
  }
  expect(counts).toEqual([
    { prepared: 3, statement_timeout: '1500ms' },
    { prepared: 0, statement_timeout: '1500ms' },
  ]);
});

test('a statement slower than the timeout is refused as unavailable', async () => {
  const db = connect({
    url: own.url,
    maxConnections: 1,
    applicationName: 'impatient',
    statementTimeoutMs: 20,
  });
  const slow = db.row(sql`select pg_sleep(10)`);
  await expect(slow).rejects.toMatchObject({ code: 'service_unavailable' });
  await db.close();
});
