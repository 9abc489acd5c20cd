import { mayUse } from './imports.ts';
import { ACROSS_ACCOUNTS, MANY_ACCOUNTS } from './law/accounts.ts';
import { TABLES } from './law/tables.ts';
import { type Breach, fileRule, type Rule, treeRule } from './rule.ts';
import { isOutsideProduct, partOf, type Source } from './source.ts';
import {
  statementsOf,
  type Template,
  tablesNamedBy,
  tablesOf,
  tablesWrittenBy,
  templatesOf,
} from './statements.ts';

const STORE = /^src\/[\w/-]+\/(?:[\w-]*-)?store\.ts$/;

/** SQL is written in stores. */
export const sqlInStores = fileRule('sql-in-stores', (source) => {
  const { path } = source;
  if (isOutsideProduct(path) || partOf(path) === 'db' || STORE.test(path)) return [];
  const remedy = 'move the statement into the store.ts of its slice';
  return templatesOf(source).map(({ line }) => ({ line, remedy }));
});

/** Statements are lower case and name their columns. */
export const sqlStyle = fileRule('sql-style', (source) =>
  isOutsideProduct(source.path)
    ? []
    : templatesOf(source).flatMap(({ text, line }) => {
        const shouted = /\b(SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|JOIN|AND|OR|VALUES)\b/.exec(
          text,
        );
        if (shouted) return [{ line, remedy: `write ${shouted[0]} in lower case` }];
        const star = /(?:\bselect|\breturning|\.)\s*\*/.exec(text);
        return star ? [{ line, remedy: 'name the columns instead of *' }] : [];
      }),
);

/** Every table has one slice that writes it, and the law knows every table. */
export const tableOwners = treeRule('table-owner', (sources) => {
  const tables = new Set(tablesOf(sources).map(({ name }) => name));
  const law = { path: 'test/tidy/law/tables.ts', line: 1 };
  const unknown = [...tables]
    .filter((table) => !Object.hasOwn(TABLES, table))
    .map((table) => ({ ...law, remedy: `say in TABLES which slice writes ${table}` }));
  const gone = Object.keys(TABLES)
    .filter((table) => !tables.has(table))
    .map((table) => ({ ...law, remedy: `take ${table} out of TABLES; no migration makes it` }));
  return [...unknown, ...gone, ...productOf(sources).flatMap(strangeWrites)];
});

function strangeWrites(source: Source) {
  const part = partOf(source.path);
  return statementsOf(source).flatMap(({ text, line }) =>
    tablesWrittenBy(text)
      .filter((table) => Object.hasOwn(TABLES, table) && TABLES[table] !== part)
      .map((table) => ({
        path: source.path,
        line,
        remedy: `${table} is written by ${TABLES[table]}; call a verb of its index.ts`,
      })),
  );
}

/** Reading a table of another slice is an arrow too, and goes downwards. */
export const tableReaders = treeRule('table-reader', (sources) =>
  productOf(sources).flatMap((source) => {
    const part = partOf(source.path);
    return statementsOf(source).flatMap(({ text, line }) =>
      tablesNamedBy(text)
        .filter((table) => Object.hasOwn(TABLES, table) && !mayUse(part, TABLES[table] ?? ''))
        .map((table) => ({
          path: source.path,
          line,
          remedy: `${part} stands below the owner of ${table}; move the statement up`,
        })),
    );
  }),
);

/** Statements on a tenant's table are bound to one account by a parameter. */
export const tenantBound: Rule = {
  name: 'tenant-bound',
  check(sources) {
    const tenants = new Set(
      tablesOf(sources).flatMap(({ name, isTenants }) => (isTenants ? [name] : [])),
    );
    const free = productOf(sources).flatMap((source) =>
      statementsOf(source)
        .filter(({ text }) => tablesNamedBy(text).some((table) => tenants.has(table)))
        .filter(({ text }) => !isBound(text))
        .map((statement) => ({ ...statement, path: source.path })),
    );
    return [...free.filter((one) => !exceptionOf(one)).map(unbound), ...staleExceptions(free)];
  },
};

/**
 * A statement that is given a list of accounts may mix their rows in one transaction. The stores
 * with such statements are named in the law, with the work that needs them.
 */
export const manyAccounts = treeRule('many-accounts', (sources) => {
  const found = productOf(sources).flatMap((source) =>
    statementsOf(source)
      .filter(({ text }) => listsGivenTo(text).length > 0)
      .map(({ line }) => ({ path: source.path, line })),
  );
  const named = new Set(Object.values(MANY_ACCOUNTS).flat());
  const remedy = 'bind it to one account, or name the store in MANY_ACCOUNTS';
  const unnamed = found.filter(({ path }) => !named.has(path));
  const needed = new Set(found.map(({ path }) => path));
  const stale = [...named].filter((path) => !needed.has(path));
  return [
    ...unnamed.map((place) => ({ ...place, remedy })),
    ...stale.map((path) => ({
      path: 'test/tidy/law/accounts.ts',
      line: 1,
      remedy: `take ${path} out of MANY_ACCOUNTS; no statement of it is given a list of accounts`,
    })),
  ];
});

type Placed = Template & { path: string };

function exceptionOf({ path, within }: Placed): string | undefined {
  return ACROSS_ACCOUNTS[`${path} ${within}`];
}

function unbound({ path, line, within }: Placed): Breach {
  const remedy = `bind ${within} to account_id = \${…}, or give the reason in ACROSS_ACCOUNTS`;
  return { path, line, rule: 'tenant-bound', remedy };
}

function staleExceptions(free: readonly Placed[]): Breach[] {
  const needed = new Set(free.map(({ path, within }) => `${path} ${within}`));
  return Object.keys(ACROSS_ACCOUNTS)
    .filter((name) => !needed.has(name))
    .map((name) => ({
      path: 'test/tidy/law/accounts.ts',
      line: 1,
      rule: 'tenant-bound',
      remedy: `take "${name}" out of ACROSS_ACCOUNTS; nothing needs it`,
    }));
}

/**
 * By a comparison with a parameter or with the rows of one, or by either of them where an insert
 * says whose its rows are.
 */
function isBound(text: string): boolean {
  const lists = listsGivenTo(text);
  const given = ['\\$', ...lists.map((list) => `(?:${list}\\.)?account_id\\b`)].join('|');
  return (
    new RegExp(`\\baccount_id\\s*=\\s*(?:${given})`).test(text) ||
    new RegExp(`\\baccount_id, [^)]*\\) in \\(select (?:${given})`).test(text) ||
    new RegExp(`${INSERTED}(?:${given})`).test(text) ||
    lists.some((list) => text.includes(`${list}.account_id = `)) ||
    BOUND_ACCOUNT.test(text)
  );
}

const INSERTED = [
  '\\binsert into \\w+(?: as \\w+)?\\s*',
  '\\(\\s*account_id\\b[^)]*\\)\\s*(?:values\\s*\\(|select)\\s*',
].join('');
/** The accounts themselves are found, and made, by their id. */
const BOUND_ACCOUNT = /\binto accounts \(id\b|\baccounts\b[\s\S]*(?<!_)\bid\s*=\s*\$/;

/** The names of lists that come in as parameters and say an account in each row. */
function listsGivenTo(text: string): string[] {
  const lists = text.matchAll(/\)\s*(?:with ordinality\s+)?as (\w+) \(([^)]*)\)/g);
  return [...lists].flatMap(([, name = '', columns = '']) =>
    /\baccount_id\b/.test(columns) ? [name] : [],
  );
}

function productOf(sources: readonly Source[]): Source[] {
  return sources.filter(({ path }) => path.startsWith('src/') && !isOutsideProduct(path));
}

/** Signals and locks that outlive a transaction do not pass poolers, replicas or other engines. */
export const sessionState = fileRule('session-state', (source) =>
  source.path.endsWith('.sql')
    ? sessionWords(source.text).map((offset) => toFound(source, offset))
    : templatesOf(source)
        .filter(({ text }) => !isOutsideProduct(source.path) && sessionWords(text).length > 0)
        .map(({ line }) => ({ line, remedy: SESSION_REMEDY })),
);

const SESSION_REMEDY = 'use an xact lock or a table; session locks and listen do not distribute';

function sessionWords(text: string): number[] {
  const words = /\bpg_(?:try_)?advisory_(?:lock|unlock)\w*|^\s*(?:un)?listen\s+\w+\s*;?\s*$/gim;
  return [...text.matchAll(words)].map(({ index }) => index);
}

function toFound({ lineAt }: Source, offset: number) {
  return { line: lineAt(offset), remedy: SESSION_REMEDY };
}
