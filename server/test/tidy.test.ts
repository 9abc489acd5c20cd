import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as code from './tidy/code.ts';
import * as forced from './tidy/forced-types.ts';
import * as imports from './tidy/imports.ts';
import * as layout from './tidy/layout.ts';
import * as names from './tidy/names.ts';
import { missingIn } from './tidy/reference.ts';
import { printBreaches, type Rule } from './tidy/rule.ts';
import * as sizes from './tidy/sizes.ts';
import { readSources, type Source } from './tidy/source.ts';
import * as sql from './tidy/sql.ts';
import * as words from './tidy/words.ts';

const RULES: Rule[] = [
  layout.layout,
  layout.face,
  imports.arrows,
  imports.circles,
  imports.httpAtTheEdge,
  imports.packages,
  sql.sqlInStores,
  sql.sqlStyle,
  sql.tableOwners,
  sql.tableReaders,
  sql.tenantBound,
  sql.manyAccounts,
  sql.sessionState,
  sizes.fileLength,
  sizes.medianLength,
  sizes.functionLength,
  sizes.parameterCount,
  sizes.nesting,
  sizes.lineLength,
  names.fileNames,
  names.exportedNames,
  words.plainNames,
  words.plainProse,
  code.noAny,
  forced.noForcedTypes,
  code.noSilencing,
  code.plainTypeScript,
  code.noLooseEnds,
  code.environment,
  code.clocks,
  code.honestTests,
  code.migrationReason,
];

/** Rules for all code, whatever runs it. */
const RULES_FOR_ALL: Rule[] = [
  imports.circles,
  sizes.fileLength,
  sizes.medianLength,
  words.plainNames,
  words.plainProse,
  code.noAny,
  forced.noForcedTypes,
  code.noLooseEnds,
];

const root = join(import.meta.dirname, '../..');

describe('the server keeps the style', () => {
  const sources = readSources(join(root, 'server'));
  it.each(RULES)('the server keeps the rule $name', (rule) => expectNone(rule, sources));
});

describe('the portal, the clients and the tools keep the style', () => {
  const portal = ['portal/src', 'portal/test', 'portal/tools'];
  const sources = readSources(root, [
    ...portal,
    'sdks',
    'cli',
    'examples',
    'integrations',
    'tools',
  ]);
  it.each(RULES_FOR_ALL)('the portal, the clients and the tools keep the rule $name', (rule) =>
    expectNone(rule, sources),
  );
});

describe('the API reference', () => {
  it('the API reference describes every operation, parameter and field', () => {
    const document = JSON.parse(readFileSync(join(root, 'server/openapi.json'), 'utf8'));
    expect(missingIn(document)).toEqual([]);
  });
});

function expectNone({ check }: Rule, sources: readonly Source[]): void {
  const breaches = check(sources);
  if (breaches.length > 0) expect.fail(`\n${printBreaches(breaches)}\n`);
}
