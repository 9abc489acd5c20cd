import * as code from './code.ts';
import * as forced from './forced-types.ts';
import * as imports from './imports.ts';
import * as layout from './layout.ts';
import * as names from './names.ts';
import type { Rule } from './rule.ts';
import * as sizes from './sizes.ts';
import * as sql from './sql.ts';
import * as words from './words.ts';

export type Case = { rule: Rule; path: string; text: string; line?: number };

/** Each source breaks its rule once, on the given line (default: the first). */
export const BROKEN: Record<string, Case> = {
  'a folder that is no domain': { rule: layout.layout, path: 'src/stuff/a.ts', text: '' },
  'a homeless file in src': { rule: layout.layout, path: 'src/stuff.ts', text: '' },
  'a file name in camelCase': {
    rule: layout.layout,
    path: 'src/money/credits/addCredits.ts',
    text: '',
  },
  'JavaScript in the product': { rule: layout.layout, path: 'src/money/credits/a.mjs', text: '' },
  'a migration without a number': { rule: layout.layout, path: 'migrations/more.sql', text: '' },
  'a call against the arrows': {
    rule: imports.arrows,
    path: 'src/money/credits/a.ts',
    text: "\nimport { sell } from '../../commerce/activations/index.ts';",
    line: 2,
  },
  'a slice entered aside': {
    rule: imports.arrows,
    path: 'src/commerce/activations/a.ts',
    text: "import { insertTransfers } from '../../money/credits/store.ts';",
  },
  'a slice entered aside by a test': {
    rule: imports.arrows,
    path: 'src/commerce/activations/a.test.ts',
    text: "export { insertTransfers } from '../../money/credits/store.ts';",
  },
  'a slice entered aside when it is needed': {
    rule: imports.arrows,
    path: 'src/commerce/activations/a.ts',
    text: "export const a = () =>\n  import('../../money/credits/store.ts');",
    line: 2,
  },
  'kernel that takes a type of ours in place': {
    rule: imports.arrows,
    path: 'src/kernel/a.ts',
    text: "export type Tx = import('../platform/db/database.ts').Tx;",
  },
  'kernel that takes a type of ours': {
    rule: imports.arrows,
    path: 'src/kernel/a.ts',
    text: "import type { Tx } from '../platform/db/database.ts';",
  },
  'plumbing that knows a slice': {
    rule: imports.arrows,
    path: 'src/platform/jobs/a.ts',
    text: "import { expire } from '../../commerce/activations/index.ts';",
  },
  'a slice that asks the command line': {
    rule: imports.arrows,
    path: 'src/money/credits/a.ts',
    text: "import { runCommandLine } from '../../commands/index.ts';",
  },
  'the product that needs its tests': {
    rule: imports.arrows,
    path: 'src/money/credits/a.ts',
    text: "import { shop } from '../support/shop.ts';",
  },
  'a file that needs itself': {
    rule: imports.circles,
    path: 'src/kernel/a.ts',
    text: "import { b } from './a.ts';",
  },
  'a verb that runs HTTP': {
    rule: imports.httpAtTheEdge,
    path: 'src/money/credits/add-credits.ts',
    text: "import { write } from '../../platform/http/write.ts';",
  },
  'a package out of its part': {
    rule: imports.packages,
    path: 'src/money/credits/a.ts',
    text: "import type { Pool } from 'pg';",
  },
  'SQL in a verb': {
    rule: sql.sqlInStores,
    path: 'src/money/credits/add-credits.ts',
    text: 'export const a = 1;\nexport const b = sql`select 1`;',
    line: 2,
  },
  'SQL that shouts': {
    rule: sql.sqlStyle,
    path: 'src/money/credits/store.ts',
    text: 'const a = sql`SELECT code from ledger_accounts`;',
  },
  'SQL that takes every column': {
    rule: sql.sqlStyle,
    path: 'src/money/credits/store.ts',
    text: 'const a = sql`select ledger.* from ledger_accounts as ledger`;',
  },
  'a session lock': {
    rule: sql.sessionState,
    path: 'src/money/credits/store.ts',
    text: 'const a = sql`select pg_try_advisory_lock(1)`;',
  },
  'a session lock in a migration': {
    rule: sql.sessionState,
    path: 'migrations/0009_lock.sql',
    text: '-- Because.\nselect pg_advisory_lock(1);',
    line: 2,
  },
  listening: {
    rule: sql.sessionState,
    path: 'src/money/credits/store.ts',
    text: 'const a = sql`listen sales`;',
  },
  'a file of 301 lines': {
    rule: sizes.fileLength,
    path: 'test/a.ts',
    text: 'a;\n'.repeat(301),
    line: 301,
  },
  'a function of 61 lines': {
    rule: sizes.functionLength,
    path: 'src/kernel/a.ts',
    text: `\nfunction a() {${'\n'.repeat(60)}}`,
    line: 2,
  },
  'a test of 61 lines': {
    rule: sizes.functionLength,
    path: 'src/kernel/a.test.ts',
    text: `describe('a', () => {\nit('b', () => {${'\n'.repeat(60)}});\n});`,
    line: 2,
  },
  'four parameters': {
    rule: sizes.parameterCount,
    path: 'src/kernel/a.ts',
    text: 'export function a(b: 1, c: 1, d: 1, e: 1) {}',
  },
  'three levels': {
    rule: sizes.nesting,
    path: 'src/kernel/a.ts',
    text: 'for (const a of b) {\nif (a) {\ntry {} finally {}\n}\n}',
    line: 3,
  },
  'a line of 101 columns': {
    rule: sizes.lineLength,
    path: 'migrations/0009_a.sql',
    text: `\n-- ${'é'.repeat(98)}`,
    line: 2,
  },
  'an empty word in a file name': {
    rule: names.fileNames,
    path: 'src/money/credits/credit-helpers.ts',
    text: '',
  },
  'an empty word in a function': {
    rule: names.exportedNames,
    path: 'src/kernel/a.ts',
    text: 'function processUsage() {}\nexport { processUsage };',
    line: 2,
  },
  'an empty word in a type': {
    rule: names.exportedNames,
    path: 'src/kernel/a.ts',
    text: 'export type CustomerInfo = { id: string };',
  },
  'data alone': {
    rule: names.exportedNames,
    path: 'src/kernel/a.ts',
    text: 'export const data = 1;',
  },
  any: { rule: code.noAny, path: 'test/a.ts', text: '\nconst a = 1 as any;', line: 2 },
  'never upon a value': {
    rule: forced.noForcedTypes,
    path: 'test/a.ts',
    text: '\nsell({ kind: 1 } as never);',
    line: 2,
  },
  'a list of never': {
    rule: forced.noForcedTypes,
    path: 'portal/src/a.ts',
    text: 'const a = [1] as never[];',
  },
  'a type by way of unknown': {
    rule: forced.noForcedTypes,
    path: 'test/a.ts',
    text: 'const a = read() as unknown as Price;',
  },
  'a silenced compiler': {
    rule: code.noSilencing,
    path: 'src/kernel/a.ts',
    text: '// @ts-expect-error it is fine\na();',
  },
  'an enum': { rule: code.plainTypeScript, path: 'src/kernel/a.ts', text: 'export enum A { B }' },
  'a namespace': { rule: code.plainTypeScript, path: 'src/kernel/a.ts', text: 'namespace A {}' },
  'a default export': {
    rule: code.plainTypeScript,
    path: 'src/kernel/a.ts',
    text: 'export default 1;',
  },
  'a promise without an issue': {
    rule: code.noLooseEnds,
    path: 'src/kernel/a.ts',
    text: '/** A.\n * TODO make it fast */',
  },
  'the environment in a slice': {
    rule: code.environment,
    path: 'src/money/credits/a.ts',
    text: 'export const home = process.env.HOME;',
  },
  "the machine's clock in a rule": {
    rule: code.clocks,
    path: 'src/commerce/refunds/a.ts',
    text: 'const month = new Date();',
  },
  "the machine's clock in a default": {
    rule: code.clocks,
    path: 'src/commerce/refunds/a.ts',
    text: 'const clock = Date.now;',
  },
  'a test that is left out': {
    rule: code.honestTests,
    path: 'src/kernel/a.test.ts',
    text: "it.skip('a', () => {});",
  },
  'a mock of our own module': {
    rule: code.honestTests,
    path: 'src/kernel/a.test.ts',
    text: "vi.mock('./b.ts');",
  },
  'a sleep': {
    rule: code.honestTests,
    path: 'src/kernel/a.test.ts',
    text: "import { setTimeout as delay } from 'node:timers/promises';",
  },
  'a migration without a reason': {
    rule: code.migrationReason,
    path: 'migrations/0009_a.sql',
    text: 'create table a (id uuid);',
  },
  'a name that only its author understands': {
    rule: words.plainNames,
    path: 'src/commerce/refunds/a.ts',
    text: '\nexport const hearPayments = 1;',
    line: 2,
  },
  'a section of a document that is not here': {
    rule: words.plainProse,
    path: 'src/commerce/refunds/a.ts',
    text: '// Below this, credits are low\n// (contract section 5).',
    line: 2,
  },
  'a riddle in a comment': {
    rule: words.plainProse,
    path: 'src/commerce/refunds/a.ts',
    text: '/**\n * The person whom a mail tells so.\n */',
    line: 2,
  },
  'a riddle in the title of a test': {
    rule: words.plainProse,
    path: 'src/commerce/refunds/a.test.ts',
    text: "it('forgets a card', () => {});",
  },
  'a riddle in a text with values': {
    rule: words.plainProse,
    path: 'src/commerce/refunds/a.ts',
    text: ['const a = `It $', '{b} hears of $', '{c}`;'].join(''),
  },
};
