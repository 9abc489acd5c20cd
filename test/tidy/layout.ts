import { ARROWS, PLUMBING, ROOT_FILES } from './law.ts';
import { fileRule, treeRule } from './rule.ts';
import { partOf, type Source } from './source.ts';

const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.(ts|tsx|mjs)$/;
const MIGRATION = /^migrations\/\d{4}_[a-z0-9_]+\.sql$/;

/** Folders are domains: one for each slice of the law, and the plumbing. */
export const layout = fileRule('layout', ({ path }) => {
  const remedy = misplaced(path);
  return remedy ? [{ line: 1, remedy }] : [];
});

function misplaced(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (path.startsWith('migrations/')) {
    return MIGRATION.test(path) ? undefined : 'call a migration 0001_some_words.sql';
  }
  if (!KEBAB_CASE.test(name)) return 'name files in-lower-case-with-dashes';
  if (!path.startsWith('src/')) return undefined;
  if (name.endsWith('.mjs')) return 'write the product in TypeScript';
  const part = partOf(path);
  if (part === path) {
    const isKnown =
      ROOT_FILES.includes(path) || ROOT_FILES.includes(path.replace('.test.ts', '.ts'));
    return isKnown ? undefined : 'move it into the domain it belongs to, or into ROOT_FILES';
  }
  if (part in ARROWS || part in PLUMBING) return undefined;
  return `write the slice ${part} and its arrows into ARROWS, or use the folder of its domain`;
}

/** A slice has a face: others enter it by `index.ts`. */
export const face = treeRule('slice-face', (sources) => {
  const paths = new Set(sources.map(({ path }) => path));
  const parts = new Set(sources.filter(isInSlice).map(({ path }) => partOf(path)));
  return [...parts]
    .map((part) => `src/${part}/index.ts`)
    .filter((path) => !paths.has(path))
    .map((path) => ({ path, line: 1, remedy: 'give the slice an index.ts with its verbs' }));
});

function isInSlice({ path }: Source): boolean {
  return path.startsWith('src/') && partOf(path) in ARROWS;
}
