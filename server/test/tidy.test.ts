import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as code from './tidy/code.ts';
import * as imports from './tidy/imports.ts';
import * as layout from './tidy/layout.ts';
import * as names from './tidy/names.ts';
import { printBreaches, type Rule } from './tidy/rule.ts';
import * as sizes from './tidy/sizes.ts';
import { readSources } from './tidy/source.ts';
import * as sql from './tidy/sql.ts';

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
  sizes.functionLength,
  sizes.parameterCount,
  sizes.nesting,
  sizes.lineLength,
  names.fileNames,
  names.exportedNames,
  code.noAny,
  code.noSilencing,
  code.plainTypeScript,
  code.noLooseEnds,
  code.environment,
  code.clocks,
  code.honestTests,
  code.migrationReason,
];

describe('the tree keeps the style', () => {
  const sources = readSources(join(import.meta.dirname, '..'));

  it.each(RULES)('$name', ({ check }) => {
    const breaches = check(sources);
    if (breaches.length > 0) expect.fail(`\n${printBreaches(breaches)}\n`);
  });
});
