import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sql } from '../src/platform/db/database.ts';
import { INHERITED, NOT_BY_ACCOUNT, READ_BY_TRIGGERS } from './distribution/law.ts';
import { breachesOf, FIRST_DISTRIBUTED } from './distribution/migrations-law.ts';
import {
  columnsOf,
  expressionsOf,
  foreignKeysOf,
  mutableFunctionsOf,
  triggersOf,
  uniqueIndexesOf,
} from './distribution/schema.ts';
import { createTestDatabase } from './support/database.ts';
import { forThisFile } from './support/for-this-file.ts';
import { readSources } from './tidy/source.ts';
import { statementsOf, tablesNamedBy, tablesWrittenBy } from './tidy/statements.ts';

const { db } = await forThisFile(createTestDatabase());
const columns = await columnsOf(db);
const withAccount = columns.filter(({ column }) => column === 'account_id');
const owners = new Set(
  withAccount.map(({ table }) => table).filter((table) => table.endsWith('_owners')),
);
/** The tables whose rows belong to one account, and are on the node of the account. */
const accountTables = new Set(
  withAccount
    .map(({ table }) => table)
    .filter((table) => !owners.has(table) && !Object.hasOwn(NOT_BY_ACCOUNT, table)),
);
const foreignKeys = await foreignKeysOf(db);
const mutable = await mutableFunctionsOf(db);

/** The functions in a piece of SQL whose results depend on more than their arguments. */
function mutableFunctionsIn(text: string): string[] {
  const called = [...text.matchAll(/\b([a-z_]\w*)\s*\(/g)].map(([, name = '']) => name);
  return called.filter((name) => mutable.has(name));
}

describe('the tables of an account can be on a node of their own', () => {
  it('every row says whose it is, except where an account may be missing', () => {
    expect(accountTables.size).toBeGreaterThan(60);
    const unsure = withAccount.filter(({ isRequired }) => !isRequired).map(({ table }) => table);
    expect(unsure.sort()).toEqual(Object.keys(NOT_BY_ACCOUNT).sort());
  });

  it('every primary key and unique index has the account', async () => {
    const indexes = (await uniqueIndexesOf(db)).filter(({ table }) => accountTables.has(table));
    expect(indexes.length).toBeGreaterThanOrEqual(accountTables.size);
    const wide = indexes.filter((index) => !index.columns.includes('account_id'));
    expect(wide.map(({ name }) => name)).toEqual([]);
    const withKey = new Set(indexes.filter((one) => one.isPrimary).map(({ table }) => table));
    const withoutKey = [...accountTables].filter((table) => !withKey.has(table));
    expect(withoutKey.sort()).toEqual(['sales_totals', 'usage_records']);
  });

  it('every foreign key between two of them has the account', () => {
    const between = foreignKeys.filter(
      ({ from, to }) => accountTables.has(from) && accountTables.has(to),
    );
    expect(between.length).toBeGreaterThan(30);
    const wide = between.filter(({ pairs }) => !pairs.includes('account_id=account_id'));
    expect(wide.map(({ name }) => name)).toEqual([]);
  });

  it('no table of the platform refers to them', () => {
    const upwards = foreignKeys.filter(
      ({ from, to }) => !accountTables.has(from) && accountTables.has(to),
    );
    expect(upwards.map(({ name }) => name)).toEqual([]);
  });

  it('no default is another in each row, and no check depends on when it is checked', async () => {
    const expressions = await expressionsOf(db);
    const own = expressions.filter(({ table }) => accountTables.has(table));
    expect(own.length).toBeGreaterThan(200);
    const ofTheMoment = own
      .filter(({ text }) => !/^now\(\)$/.test(text))
      .filter(({ text }) => mutableFunctionsIn(text).length > 0);
    expect(ofTheMoment).toEqual([]);
  });

  it('no trigger writes a table, or reads another than the account of its row', async () => {
    const triggers = (await triggersOf(db)).filter(({ table }) => accountTables.has(table));
    expect(triggers.length).toBeGreaterThan(0);
    for (const { name, text } of triggers) {
      expect(tablesWrittenBy(text), name).toEqual([]);
      const read = tablesNamedBy(text).filter((table) => !READ_BY_TRIGGERS.includes(table));
      expect(read, name).toEqual([]);
      const reads = text.match(/from accounts where id = old\.account_id/g) ?? [];
      expect(reads, name).toHaveLength(tablesNamedBy(text).length);
    }
  });

  it('no table gets children by inheritance, but those that are closed by time', async () => {
    const closing = await db.row<{ text: string }>(sql`
      select prosrc as text from pg_proc where proname = 'close_table'`);
    const closed = [...(closing?.text ?? '').matchAll(/when '(\w+)' then \d+/g)];
    expect(closed.map(([, table]) => table)).toEqual(INHERITED);
    for (const name of ['delete_expired_rows', 'reopen_table']) {
      const deleting = await db.row<{ text: string }>(sql`
        select prosrc as text from pg_proc where proname = ${name}`);
      for (const table of INHERITED) expect(deleting?.text, name).toContain(`'${table}'`);
    }
  });
});

describe('a value that is unique among all accounts', () => {
  it('has a table that gives it to one account, to which the rows of accounts refer', async () => {
    const indexes = await uniqueIndexesOf(db);
    for (const table of owners) {
      const own = indexes.filter((index) => index.table === table);
      const key = own.find(({ isPrimary }) => isPrimary)?.columns ?? [];
      expect(key, table).not.toContain('account_id');
      const value = columns.filter((one) => one.table === table && one.column !== 'account_id');
      expect([...key].sort(), table).toEqual(value.map(({ column }) => column).sort());

      const referring = foreignKeys.filter(({ to }) => to === table);
      expect(referring, table).toHaveLength(1);
      const pairs = ['account_id', ...key].map((column) => `${column}=${column}`);
      expect([...(referring[0]?.pairs ?? [])].sort(), table).toEqual(pairs.sort());

      const once = indexes.filter((index) => index.table === referring[0]?.from);
      const columnSets = once.map((index) => [...index.columns].sort().join());
      expect(columnSets, table).toContain(['account_id', ...key].sort().join());
    }
    expect(owners.size).toBe(9);
  });
});

describe('a migration that may run on a distributed database', () => {
  const isLocal = (table: string) =>
    !accountTables.has(table) && !owners.has(table) && columns.some((one) => one.table === table);

  it('changes tables as Citus lets it, and distributes those that it makes', async () => {
    const directory = join(import.meta.dirname, '../migrations');
    const later = (await readdir(directory)).filter(
      (name) => Number(name.slice(0, 4)) >= FIRST_DISTRIBUTED,
    );
    for (const name of later) {
      const text = await readFile(join(directory, name), 'utf8');
      expect(breachesOf(text, isLocal), name).toEqual([]);
    }
  });

  it.each([
    ['create table notes (account_id uuid not null, id uuid);', 'distribute_table'],
    ['create trigger t before update on customers execute function f();', 'no triggers'],
    ['alter table customers add column a text check (length(a) < 9)', 'add the column first'],
    ['alter table customers add column a text, add constraint c check (a in (1, 2))', 'of its own'],
  ])('is held to it: %s', (text, words) => {
    expect(breachesOf(text, isLocal)).toEqual([expect.stringContaining(words)]);
  });

  it.each([
    "create table notes (account_id uuid not null); select distribute_table('notes');",
    'create table audit_log (account_id uuid);',
    'alter table customers add column a text, add column b text;',
    'alter table customers add constraint c check (a in (1, 2) and length(b) > 2);',
    'alter table people add column a text references things (a);',
  ])('may %s', (text) => {
    expect(breachesOf(text, isLocal)).toEqual([]);
  });
});

const root = join(import.meta.dirname, '..');
const stores = readSources(root, ['src'], (path) => path.endsWith('store.ts'));

describe('every statement', () => {
  it('selects a column in exists (…), which Citus cannot read without one', () => {
    const statements = stores.flatMap(({ path, text }) =>
      [...text.matchAll(/exists\s*\(\s*select\s+from\b/g)].map(() => path),
    );
    expect(statements).toEqual([]);
  });

  it('counts the rows that it inserts by what it returns', () => {
    expect(stores.flatMap(({ text }) => countedInserts(text)).filter(isMiscounted)).toEqual([]);
    const counted = 'return tx.run(sql`insert into t (a) select a from s on conflict do nothing`)';
    expect(countedInserts(counted).filter(isMiscounted)).toHaveLength(1);
  });
});

/** The statements whose `run` is used: on Citus it counts rows of a select that met a conflict. */
function countedInserts(source: string): string[] {
  const calls = source.matchAll(/(?:return|=>|=|\()\s*(?:await\s+)?\w+\.run\(sql`([\s\S]*?)`\)/g);
  return [...calls].map(([, statement = '']) => statement);
}

function isMiscounted(statement: string): boolean {
  const isSelect = /\binsert into[^)]*\)\s*(?:with|select)\b/.test(statement);
  return isSelect && /\bon conflict\b[\s\S]*\b(?:do nothing|where)\b/.test(statement);
}

describe('a statement that decides what happens to a row that exists', () => {
  const conflicts = stores
    .flatMap((source) => statementsOf(source).map(({ text }) => ({ path: source.path, text })))
    .filter(({ text }) => tablesWrittenBy(text).some((table) => accountTables.has(table)))
    .flatMap(({ path, text }) => {
      const [, clause] = /\bon conflict\b([\s\S]*?)(?:\breturning\b|$)/.exec(text) ?? [];
      return clause === undefined ? [] : [{ path, clause }];
    });

  it('uses nothing but the two rows and what it is given', () => {
    expect(conflicts.length).toBeGreaterThan(20);
    for (const { path, clause } of conflicts) {
      expect(mutableFunctionsIn(clause), path).toEqual([]);
      expect(clause, path).not.toMatch(/\bselect\b|\binterval '|\bcurrent_/);
    }
  });

  it('names what the row conflicts with by columns that include the account', () => {
    for (const { path, clause } of conflicts) {
      const [, named] = /^\s*\(([^)]*)\)/.exec(clause) ?? [];
      if (named !== undefined) expect(named, path).toMatch(/\baccount_id\b/);
    }
  });
});
