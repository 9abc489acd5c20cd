import type { Case } from './broken.ts';
import * as code from './code.ts';
import * as imports from './imports.ts';
import * as names from './names.ts';
import * as sizes from './sizes.ts';
import * as sql from './sql.ts';
import * as words from './words.ts';

/** Sources that keep every rule, though they come close to one. */
export const KEPT: Record<string, Case> = {
  'an arrow of the law': {
    rule: imports.arrows,
    path: 'src/commerce/refunds/a.ts',
    text: "import { addCredits } from '../../money/credits/index.ts';",
  },
  'a command that asks any slice': {
    rule: imports.arrows,
    path: 'src/commands/audit.ts',
    text: "import { auditBooks } from '../money/credits/index.ts';",
  },
  'plumbing that uses the kernel': {
    rule: imports.arrows,
    path: 'src/platform/http/a.ts',
    text: "import type { ApiScope } from '../../kernel/scopes.ts';",
  },
  'an import of the own slice': {
    rule: imports.arrows,
    path: 'src/connectivity/carriers/sandbox/index.ts',
    text: "import { a } from '../store.ts';",
  },
  'routes that run HTTP': {
    rule: imports.httpAtTheEdge,
    path: 'src/money/credits/routes.ts',
    text: "import { write } from '../../platform/http/write.ts';",
  },
  'SQL in a store of its own noun': {
    rule: sql.sqlInStores,
    path: 'src/money/credits/audit-store.ts',
    text: 'const a = sql`select 1`;',
  },
  'a lock of a transaction': {
    rule: sql.sessionState,
    path: 'src/tenancy/idempotency/store.ts',
    text: 'const a = sql`select pg_try_advisory_xact_lock(1)`;',
  },
  'the title of a test of 105 columns': {
    rule: sizes.lineLength,
    path: 'src/kernel/a.test.ts',
    text: `it('${'a'.repeat(83)}', async () => {});`,
  },
  'a table of contents of 100 lines': {
    rule: sizes.functionLength,
    path: 'src/kernel/a.test.ts',
    text: `describe.each([1])('a', () => {${'\n'.repeat(100)}});`,
  },
  'an object of 100 lines in a function': {
    rule: sizes.functionLength,
    path: 'src/kernel/a.ts',
    text: `const a = () => ({ b: 1,${'\n'.repeat(100)} c: { d: 1 } });`,
  },
  'a type of 100 lines in a function': {
    rule: sizes.functionLength,
    path: 'src/kernel/a.ts',
    text: `function a() { type B = { c: 1;${'\n'.repeat(100)} d: 2 }; }`,
  },
  'else if after else if': {
    rule: sizes.nesting,
    path: 'src/kernel/a.ts',
    text: 'for (;;) { if (a) {} else if (b) {} else if (c) {} else if (d) {} }',
  },
  'a function inside two levels': {
    rule: sizes.nesting,
    path: 'src/kernel/a.ts',
    text: 'for (;;) { if (a) { b(() => { if (c) {} }); } }',
  },
  'words that only contain an empty one': {
    rule: names.exportedNames,
    path: 'src/kernel/a.ts',
    text: 'export type DataPlan = 1; export const inform = 1, domain = 2, base64 = 3;',
  },
  'a promise with its issue': {
    rule: code.noLooseEnds,
    path: 'src/kernel/a.ts',
    text: '// TODO #12 make it fast',
  },
  'a date made of a date': {
    rule: code.clocks,
    path: 'src/commerce/refunds/a.ts',
    text: 'const later = new Date(now.getTime() + 1);',
  },
  'a module made wider': {
    rule: code.plainTypeScript,
    path: 'src/platform/http/a.ts',
    text: "declare module 'fastify' { interface FastifyRequest { a: 1 } }",
  },
  'names that only contain a refused one': {
    rule: words.plainNames,
    path: 'src/kernel/a.ts',
    text: 'const warehouse = 1, outdoor = 2, intelligence = 3;',
  },
  'a key of a table, which is no sentence': {
    rule: words.plainProse,
    path: 'src/kernel/a.ts',
    text: "const a = 'whom';",
  },
};
