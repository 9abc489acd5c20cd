import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { connect } from './connect.ts';
import { sql } from './database.ts';
import { migrate, pendingMigrations } from './migrate.ts';

let directory: string;

const own = await forThisFile(createTestDatabase({ isEmpty: true }), { hasBooks: false });

beforeEach(async () => {
  await own.db.run(sql`drop schema public cascade`);
  await own.db.run(sql`create schema public`);
  directory = await mkdtemp(join(tmpdir(), 'migrations-'));
  await put('0001_rooms.sql', '-- rooms\ncreate table rooms (id integer primary key);\n');
  await put('0002_doors.sql', 'create table doors (id integer); insert into doors values (1);');
});
afterEach(() => rm(directory, { recursive: true }));

const put = (name: string, text: string) => writeFile(join(directory, name), text);

test('files are applied in order, once, and those missing are known before', async () => {
  expect(await pendingMigrations(own.db, directory)).toEqual(['0001_rooms.sql', '0002_doors.sql']);
  expect(await migrate(own.db, directory)).toEqual(['0001_rooms.sql', '0002_doors.sql']);
  expect(await migrate(own.db, directory)).toEqual([]);
  await put('0003_keys.sql', 'create table keys (id integer);');
  expect(await pendingMigrations(own.db, directory)).toEqual(['0003_keys.sql']);
});

test('processes that start together apply each file once', async () => {
  const others = Array.from({ length: 4 }, () =>
    connect({ url: own.url, maxConnections: 1, applicationName: 'starting' }),
  );
  const applied = await Promise.all(others.map((db) => migrate(db, directory)));
  await Promise.all(others.map((db) => db.close()));
  expect(applied.flat().sort()).toEqual(['0001_rooms.sql', '0002_doors.sql']);
  expect(await own.db.rows(sql`select id from doors`)).toHaveLength(1);
});

test('a released file that was changed is refused by its name', async () => {
  await migrate(own.db, directory);
  await put('0001_rooms.sql', '-- rooms\ncreate table rooms (id bigint primary key);\n');
  await expect(migrate(own.db, directory)).rejects.toThrow('0001_rooms.sql');
  await expect(pendingMigrations(own.db, directory)).rejects.toThrow('0001_rooms.sql');
});

test('line endings are not a change', async () => {
  await migrate(own.db, directory);
  await put('0001_rooms.sql', '-- rooms\r\ncreate table rooms (id integer primary key);\r\n');
  expect(await migrate(own.db, directory)).toEqual([]);
});

test('a gap, a double number and a name of another form are refused', async () => {
  await put('0004_later.sql', 'select 1;');
  await expect(migrate(own.db, directory)).rejects.toThrow('0004_later.sql: expected number 3');
  await rm(join(directory, '0004_later.sql'));
  await put('0002_again.sql', 'select 1;');
  await expect(migrate(own.db, directory)).rejects.toThrow('0002_doors.sql: expected number 3');
  await rm(join(directory, '0002_again.sql'));
  await put('3_odd.sql', 'select 1;');
  await expect(migrate(own.db, directory)).rejects.toThrow('3_odd.sql');
});

test('a database newer than the files is refused', async () => {
  await migrate(own.db, directory);
  await rm(join(directory, '0002_doors.sql'));
  await expect(migrate(own.db, directory)).rejects.toThrow('does not know');
});

test('a failing file leaves nothing of itself behind', async () => {
  await put('0003_bad.sql', 'create table half (id integer); select 1 / 0;');
  await expect(migrate(own.db, directory)).rejects.toThrow('division by zero');
  expect(await own.db.row(sql`select to_regclass('half') as half`)).toEqual({ half: null });
  expect(await pendingMigrations(own.db, directory)).toEqual(['0003_bad.sql']);
});
