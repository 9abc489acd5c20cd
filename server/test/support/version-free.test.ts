import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { versionFreeTests } from './version-free.ts';

const free = versionFreeTests();

it('tests that open a database are run on every version of PostgreSQL', () => {
  expect(free).not.toContain('src/money/credits/entries.test.ts');
  expect(free).not.toContain('src/platform/db/migrate.test.ts');
  expect(free).not.toContain('src/platform/embedded-postgres/embedded.test.ts');
  expect(free).not.toContain('test/statements.test.ts');
  expect(free).not.toContain('test/endpoints.test.ts');
});

it('tests of pure rules and of the built portal are run on one version of PostgreSQL', () => {
  expect(free).toContain('src/kernel/money.test.ts');
  expect(free).toContain('test/portal/journeys.test.ts');
  expect(free).toContain('test/tidy.test.ts');
  expect(free).toContain('test/unknown-ids.test.ts');
});

it('what is left out by name exists', () => {
  const places = free.map((pattern) => pattern.replace(/\/\*.*/, ''));
  const server = join(import.meta.dirname, '../..');
  expect(places.filter((place) => !existsSync(join(server, place)))).toEqual([]);
});
