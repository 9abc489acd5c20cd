import { ENTRIES, GROUPS, PLUMBING, ROOT_FILES } from './law/groups.ts';
import { fileRule, treeRule } from './rule.ts';
import { groupOf, isOutsideProduct, partOf, type Source } from './source.ts';

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
  const group = groupOf(path);
  if (group === undefined) {
    const isKnown =
      ROOT_FILES.includes(path) || ROOT_FILES.includes(path.replace('.test.ts', '.ts'));
    return isKnown ? undefined : 'move it into the slice it belongs to, or into ROOT_FILES';
  }
  const part = partOf(path);
  if (GROUPS[group]?.includes(part) || ENTRIES.includes(group)) return undefined;
  return `name the slice ${part} in its row of GROUPS, or use the folder of its slice`;
}

/** Others import a slice by its `index.ts` only. */
export const face = treeRule('slice-face', (sources) => {
  const paths = new Set(sources.map(({ path }) => path));
  const faces = new Set(sources.filter(isInSlice).map(({ path }) => faceOf(path)));
  return [...faces]
    .filter((path) => !paths.has(path))
    .map((path) => ({ path, line: 1, remedy: 'give the slice an index.ts with its verbs' }));
});

function isInSlice({ path }: Source): boolean {
  const group = groupOf(path);
  return group !== undefined && !PLUMBING.includes(group) && !isOutsideProduct(path);
}

/** The `index.ts` by which the slice of this file is entered. */
export function faceOf(path: string): string {
  const [group, part] = [groupOf(path) ?? '', partOf(path)];
  return part === group ? `src/${group}/index.ts` : `src/${group}/${part}/index.ts`;
}
