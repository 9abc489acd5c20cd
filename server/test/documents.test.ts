import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GROUPS } from './tidy/law/groups.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Files that a build has left in `docs`. */
const BUILT = /(^|\/)(dist|node_modules|\.[\w-]+)\//;

const DOCUMENTS = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !BUILT.test(name))
    .map((name) => join('docs', name)),
];

describe('the documents say what is there', () => {
  it.each(DOCUMENTS)('%s links to pages that exist', (path) => {
    const links = [...read(path).matchAll(/\]\((?!https?:|#|\/)([^)#]+)[^)]*\)/g)].map(
      ([, to]) => to,
    );
    expect(links.filter((to = '') => !existsSync(join(root, dirname(path), to)))).toEqual([]);
  });

  it.each(DOCUMENTS)('%s names files that exist', (path) => {
    const named = [...read(path).matchAll(/`((?:server|tools|deploy|docs)\/[^`…<*{]*)`/g)];
    expect(
      named.map(([, file = '']) => file).filter((file) => !existsSync(join(root, file))),
    ).toEqual([]);
  });

  it('the decisions are numbered without gaps, and each note is complete', () => {
    const notes = readdirSync(join(root, 'docs/decisions')).sort();
    notes.forEach((name, index) => {
      const text = read(`docs/decisions/${name}`);
      const number = `${index + 1}`.padStart(4, '0');
      expect(name.slice(0, 5)).toBe(`${number}-`);
      expect(text).toMatch(new RegExp(`^# ${number} `));
      for (const part of ['Context', 'Decision', 'Consequences', 'Rejected', 'Enforced by']) {
        expect(text, `${name} lacks ${part}`).toContain(`**${part}`);
      }
    });
  });

  it('the page on configuration names every variable that the configuration reads, and no other', () => {
    const known = [
      ...read('server/src/platform/config/environment.ts').matchAll(/^ {2}([A-Z][A-Z_]+): /gm),
    ].map(([, name]) => name);
    const rows = read('docs/running/configuration.md').match(/^\| `[A-Z_`, ]+.*\|$/gm) ?? [];
    const told = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)]);
    expect(told.map(([, name]) => name).sort()).toEqual(known.sort());
  });

  it('the documents run scripts that npm knows', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const texts = DOCUMENTS.map(read).join('\n');
    const run = [...texts.matchAll(/npm run (?:--silent )?([a-z:-]+)/g)].map(
      ([, name = '']) => name,
    );
    expect(run.filter((name) => !(name in scripts))).toEqual([]);
    const told = new Set([...run, 'start', 'test']);
    expect(Object.keys(scripts).filter((name) => !told.has(name))).toEqual([]);
  });

  it('ARCHITECTURE.md has the groups of the law with their slices, in their order', () => {
    const rows = [...read('ARCHITECTURE.md').matchAll(/^\| `([\w-]+)` \| (.+?) \|/gm)];
    const told = rows.map(([, group = '', slices = '']) => [
      group,
      [...slices.matchAll(/`([\w-]+)`/g)].map(([, slice]) => slice),
    ]);
    const law = Object.entries(GROUPS).map(([group, slices]) => [
      group,
      slices[0] === group ? [] : slices,
    ]);
    expect(told, 'give each group of tidy/law/groups.ts its row in ARCHITECTURE.md').toEqual(law);
  });
});
