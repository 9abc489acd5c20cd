import { describe, expect, it } from 'vitest';
import * as imports from './imports.ts';
import { ACROSS_ACCOUNTS, MANY_ACCOUNTS } from './law/accounts.ts';
import { TABLES } from './law/tables.ts';
import * as layout from './layout.ts';
import { MAX_MEDIAN_LINES } from './limits.ts';
import { printBreaches } from './rule.ts';
import * as sizes from './sizes.ts';
import { toSource } from './source.ts';
import * as sql from './sql.ts';

describe('what is told apart over all files', () => {
  it('a circle of several files is one breach', () => {
    const files = ['a', 'b', 'c'].map((name, index, all) =>
      toSource(`src/kernel/${name}.ts`, `import { x } from './${all[(index + 1) % 3]}.ts';`),
    );
    const way = 'src/kernel/a.ts → src/kernel/b.ts → src/kernel/c.ts → src/kernel/a.ts';
    expect(printBreaches(imports.circles.check(files))).toContain(way);
    const [first, ...others] = files as [(typeof files)[number]];
    const isType = first.imports.map((taken) => ({ ...taken, isType: true }));
    expect(imports.circles.check([{ ...first, imports: isType }, ...others])).toHaveLength(1);
    const isLate = first.imports.map((taken) => ({ ...taken, isLate: true }));
    expect(imports.circles.check([{ ...first, imports: isLate }, ...others])).toEqual([]);
  });

  it('half of the files are short, or the breach says so', () => {
    const file = (name: string, lines: number) =>
      toSource(`src/kernel/${name}.ts`, '\n'.repeat(lines));
    const [short, long] = [file('a', 1), file('b', MAX_MEDIAN_LINES + 1)];
    expect(sizes.medianLength.check([short, short, long])).toEqual([]);
    expect(sizes.medianLength.check([short, long, long])).toHaveLength(1);
    const client = toSource('cli/src/a.ts', long.text);
    const found = sizes.medianLength.check([short, short, client]);
    expect(found.map(({ path }) => path)).toEqual(['cli']);
  });

  it('a law with a circle is a breach', () => {
    expect(imports.circleIn({ a: ['b'], b: ['c'], c: [] })).toBeUndefined();
    expect(imports.circleIn({ a: ['b'], b: ['c'], c: ['b'] })).toEqual(['b', 'c', 'b']);
  });

  it('the law decides which slice may use which', () => {
    expect(imports.mayUse('payments', 'billing')).toBe(true);
    expect(imports.mayUse('payments', 'payments')).toBe(true);
    expect(imports.mayUse('billing', 'payments')).toBe(false);
    expect(imports.mayUse('money', 'strangers')).toBe(false);
    expect(imports.mayUse('commands', 'src/app.ts')).toBe(true);
    expect(imports.mayUse('commands', 'src/main.ts')).toBe(false);
  });

  it('a slice without an index is a breach', () => {
    const files = [toSource('src/money/credits/store.ts', ''), toSource('src/kernel/ids.ts', '')];
    expect(layout.face.check(files).map(({ path }) => path)).toEqual([
      'src/money/credits/index.ts',
    ]);
    expect(layout.face.check([...files, toSource('src/money/credits/index.ts', '')])).toEqual([]);
  });
});

describe('tables', () => {
  const migrations = toSource(
    'migrations/0001_a.sql',
    Object.keys(TABLES)
      .map((table) => `create table ${table} (\n  account_id uuid not null\n);`)
      .join('\n'),
  );
  const store = (statement: string, path = 'src/commerce/refunds/store.ts') => [
    migrations,
    toSource(path, `export function a() {\n  return sql\`${statement}\`;\n}`),
  ];
  const strange = (statement: string) =>
    sql.tableOwners.check(store(statement)).map(({ path, line }) => `${path}:${line}`);
  const unbound = (statement: string) =>
    sql.tenantBound.check(store(statement)).filter(({ path }) => path.startsWith('src/'));

  it.each([
    'insert into transfers (account_id) values ($)',
    'update transfers set id = $ where account_id = $',
    'update transfers as moved set id = $',
    'delete from transfers where account_id = $',
    'with a as (select 1) insert into transfers (account_id) select $',
    'truncate transfers',
  ])('tables are written by their own slice only: %s', (statement) => {
    expect(strange(statement)).toEqual(['src/commerce/refunds/store.ts:2']);
  });

  it.each([
    'select id from transfers where account_id = $ for no key update of transfers',
    'insert into strangers (id) values ($) on conflict (id) do update set id = excluded.id',
  ])('tables may be read by other slices: %s', (statement) => {
    expect(strange(statement)).toEqual([]);
  });

  it('tables are not read by a slice below their owner', () => {
    const read = 'select id from transfers where account_id = $';
    const above = store(read, 'src/commerce/refunds/store.ts');
    const below = store(read, 'src/messaging/mail/store.ts');
    expect(sql.tableReaders.check(above)).toEqual([]);
    expect(sql.tableReaders.check(below).map(({ line }) => line)).toEqual([2]);
  });

  it('every table is in the law, and no table that is gone', () => {
    const more = toSource('migrations/0002_b.sql', 'create table novelties (\n  id uuid\n);');
    const found = sql.tableOwners.check([migrations, more]);
    expect(found.map(({ remedy }) => remedy)).toEqual([
      'say in TABLES which slice writes novelties',
    ]);
    const [gone] = sql.tableOwners.check([]);
    expect(gone?.remedy).toMatch(/^take \w+ out of TABLES/);
  });

  it.each([
    'select id from transfers',
    'select account_id, id from transfers where id = $',
    'update transfers set id = $ where account_id = other.account_id',
    'insert into transfers (id, account_id) select id, account_id from transfers',
    'delete from transfers where (account_id, id) in (select account_id, id from transfers)',
    'select id from accounts where organization_id = $',
    'select id from unnest($) as given (id, account_id) join transfers using (id)',
  ])('tables of a tenant are bound to one account: %s', (statement) => {
    expect(unbound(statement)).toHaveLength(1);
  });

  it.each([
    'select id from transfers where account_id = $ and id = $',
    'insert into transfers (account_id, id) values ($, $)',
    'insert into transfers as new (account_id, id) select $, id from unnest($) as given (id)',
    'select mode from accounts where id = $',
    'insert into accounts (id, mode) values ($, $)',
    'insert into transfers (account_id) select account_id from unnest($) as given (account_id)',
    'select id from unnest($) as k (account_id) join transfers t on k.account_id = t.account_id',
    'update transfers set id = $ from unnest($) as k (account_id) where account_id = k.account_id',
    'delete from events where (account_id, a) in (select k.account_id from $) as k (account_id)',
  ])('tables of a tenant are bound by a parameter: %s', (statement) => {
    expect(unbound(statement)).toEqual([]);
  });

  it.each([
    ['const both = sql`transfers as a join transfers as b using (id)`;', 'both'],
    ['function both(a) { return sql`transfers as a, transfers as b`; }', 'both(1)'],
  ])('tables are found inside the named parts of a statement: %s', (part, named) => {
    const text = `${part}\nexport function c() { return sql\`select id from \${${named}}\`; }`;
    const found = sql.tenantBound.check([migrations, toSource('src/money/credits/store.ts', text)]);
    expect(found.filter(({ path }) => path === 'src/money/credits/store.ts')).toHaveLength(1);
  });

  it('the stores that the law names may be given a list of accounts', () => {
    const statement =
      'select id from unnest($) as k (account_id) join transfers using (account_id)';
    const text = `export function sell() { return sql\`${statement}\`; }`;
    const places = (path: string) =>
      sql.manyAccounts.check([migrations, toSource(path, text)]).map((breach) => breach.path);
    const named = Object.values(MANY_ACCOUNTS).flat();
    expect(places('src/money/credits/some-store.ts')).toHaveLength(named.length + 1);
    expect(places(named[0] ?? '')).toHaveLength(named.length - 1);
  });

  it('the law gives a reason for each statement over all accounts that still exists', () => {
    const reasons = Object.keys(ACROSS_ACCOUNTS);
    expect(sql.tenantBound.check([migrations])).toHaveLength(reasons.length);
    const [path = '', name = ''] = reasons[0]?.split(' ') ?? [];
    const login = `export function ${name}() { return sql\`select id from api_keys\`; }`;
    const found = sql.tenantBound.check([migrations, toSource(path, login)]);
    expect(found).toHaveLength(reasons.length - 1);
  });
});
