import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const rows = [...read('docs/running/security.md').matchAll(/^\| ([^|]*) \|.*`(.+)` “(.+)” \|$/gm)];

it('the page about security has a row for each requirement that was open', () => {
  const requirements = rows.filter(([, requirement = '']) => /^\d/.test(requirement));
  expect(requirements.length).toBeGreaterThan(17);
});

it('the page about security has a row for each risk of the business', () => {
  const risks = rows.filter(([, requirement = '']) => !/^\d/.test(requirement));
  expect(risks).toHaveLength(12);
});

it.each(rows.map(([, requirement = '', path = '', title = '']) => ({ requirement, path, title })))(
  'the page about security names a test that is there: $requirement',
  ({ path, title }) => {
    const words = read(path).replace(/\\'/g, "'");
    expect(words).toContain(`'${title}'`);
  },
);
