import { type ESTree, Visitor } from 'vite';
import { EMPTY_WORDS } from './refused-words.ts';
import { fileRule } from './rule.ts';
import type { Source } from './source.ts';

const EMPTY = new Set(EMPTY_WORDS);

export const fileNames = fileRule('file-name', ({ path }) => {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\..*$/, '');
  const word = emptyWordOf(name);
  return word ? [{ line: 1, remedy: `"${word}" says nothing; use a word of the domain` }] : [];
});

export const exportedNames = fileRule('exported-name', (source) =>
  exportsOf(source).flatMap(({ name, start }) => {
    const word = emptyWordOf(name);
    if (!word) return [];
    const remedy = `"${word}" in ${name} says nothing; use a word of the domain`;
    return [{ line: source.lineAt(start), remedy }];
  }),
);

/** The word without a meaning in a name of any case; `data` only when it stands alone. */
function emptyWordOf(name: string): string | undefined {
  if (/^data$/i.test(name)) return 'data';
  return wordsOf(name).find((word) => EMPTY.has(word));
}

/** Returns the words of a name of any case, in lower case. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}

type Named = { name: string; start: number };

function exportsOf({ program }: Source): Named[] {
  if (!program) return [];
  const found: Named[] = [];
  new Visitor({
    ExportNamedDeclaration({ declaration, specifiers }) {
      if (declaration) found.push(...declaredBy(declaration));
      for (const { exported } of specifiers) {
        const name = exported.type === 'Literal' ? exported.value : exported.name;
        found.push({ name, start: exported.start });
      }
    },
  }).visit(program);
  return found;
}

function declaredBy(declaration: ESTree.Declaration): Named[] {
  if (declaration.type === 'VariableDeclaration') {
    return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id] : []));
  }
  if (!('id' in declaration) || declaration.id?.type !== 'Identifier') return [];
  return [declaration.id];
}
