import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { sql } from './database.ts';
import { ensurePartitions } from './partitions.ts';

const own = await forThisFile(createTestDatabase(), { hasBooks: false });
await own.db.run(sql`
  create table readings (
    id bigint generated always as identity,
    doubled bigint generated always as (7 * 2) stored,
    taken_at timestamptz not null default now(),
    primary key (id, taken_at)
  ) partition by range (taken_at)`);
await own.db.run(sql`create table readings_default partition of readings default`);

/** Returns the names of the partitions of a time's month and of the three after it. */
function fromMonthOf(time: Date): string[] {
  return [0, 1, 2, 3].map((ahead) => {
    const month = new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + ahead));
    return `readings_p${month.toISOString().slice(0, 7).replace('-', '')}`;
  });
}

test('this month and three more are made once, however many ask at the same time', async () => {
  const before = new Date();
  const made = await Promise.all([1, 2, 3].map(() => ensurePartitions(own.db)));
  const names = made.flat().sort();
  // A month may have begun while they were made.
  const began = [before, new Date()].map(fromMonthOf).find(([first]) => first === names[0]);
  expect(names).toEqual(began);
  expect(await ensurePartitions(own.db)).toEqual([]);
});

test('a row of now goes to the month, and not to the default partition', async () => {
  await own.db.run(sql`insert into readings default values`);
  const row = await own.db.row(sql`select tableoid::regclass::text ~ '_p[0-9]{6}$' as monthly
    from readings`);
  expect(row).toEqual({ monthly: true });
});

test('rows that came before their month are moved into it', async () => {
  await own.db.run(sql`
    insert into readings (taken_at) values (now() + interval '5 months')`);
  const inDefault = sql`select count(*)::int as rows from readings_default`;
  expect(await own.db.row(inDefault)).toEqual({ rows: 1 });
  await ensurePartitions(own.db, { tables: ['readings'], monthsAhead: 6 });
  expect(await own.db.row(inDefault)).toEqual({ rows: 0 });
});

test('a table that was not named is left alone', async () => {
  expect(await ensurePartitions(own.db, { tables: ['others'], monthsAhead: 12 })).toEqual([]);
});
