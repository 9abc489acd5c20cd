import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import { type ESTree, parseSync, Visitor } from 'vite';

/** What one file takes from another: a path of this repository, or the name of a package. */
export type Import = {
  target: string;
  isOurs: boolean;
  isType: boolean;
  /** Loaded when it is needed, and not with the file. */
  isLate?: boolean;
  line: number;
};

/** A file as the rules see it. Files that are not code have no program. */
export type Source = {
  path: string;
  text: string;
  lines: string[];
  /** The number of the line, from 1, on which the character at this offset stands. */
  lineAt(offset: number): number;
  program: ESTree.Program | undefined;
  comments: { value: string; start: number }[];
  imports: Import[];
};

const READ = /\.(ts|tsx|mjs|sql|py|php|kt|swift|css)$/;
const FOLDERS = ['src', 'simulators', 'test', 'bench', 'migrations'];
/** Files of which the rules know the lines alone. */
const PLAIN = /\.(sql|py|php|kt|swift|css)$/;
const LEFT_OUT = /(^|\/)(node_modules|dist|coverage)\/|\.gen\.(ts|swift)$|_gen\.py$/;

/** Returns every file of ours in these folders of `root` that the rules are about and is wanted. */
export function readSources(
  root: string,
  among: readonly string[] = FOLDERS,
  isWanted: (path: string) => boolean = () => true,
): Source[] {
  const folders = among.filter((folder) => existsSync(join(root, folder)));
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name.replaceAll('\\', '/')),
    ),
  );
  return paths
    .filter((path) => READ.test(path) && !LEFT_OUT.test(path) && isWanted(path))
    .sort()
    .map((path) => toSource(path, readFileSync(join(root, path), 'utf8')));
}

export function toSource(path: string, text: string): Source {
  const lines = text.replace(/\n$/, '').split('\n');
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const plain = { path, text, lines, lineAt, program: undefined, comments: [], imports: [] };
  return PLAIN.test(path) ? plain : { ...plain, ...parse(path, text, lineAt) };
}

function parse(path: string, text: string, lineAt: Source['lineAt']) {
  const { program, comments, module, errors } = parseSync(path, text);
  const [error] = errors;
  if (error) throw new Error(`${path}: ${error.message}`);
  const imported = module.staticImports.map(({ moduleRequest, entries }) => ({
    moduleRequest,
    isType: entries.length > 0 && entries.every(({ isType }) => isType),
  }));
  const passedOn = module.staticExports.flatMap(({ entries }) => entries);
  const imports = [...imported, ...passedOn, ...importedInside(program)].flatMap((taken) => {
    if (!taken.moduleRequest) return [];
    const { value, start } = taken.moduleRequest;
    const isOurs = value.startsWith('.');
    const target = isOurs ? normalize(join(dirname(path), value)) : value;
    const { isType, isLate } = { isLate: false, ...taken };
    return [{ target, isOurs, isType, isLate, line: lineAt(start) }];
  });
  return { program, comments, imports };
}

/** `await import('…')`, and `import('…').Type`. */
function importedInside(program: ESTree.Program) {
  const found: {
    moduleRequest: { value: string; start: number };
    isType: boolean;
    isLate: true;
  }[] = [];
  const keep = (source: ESTree.Expression, isType: boolean) => {
    if (source.type !== 'Literal' || typeof source.value !== 'string') return;
    const { value, start } = source;
    found.push({ moduleRequest: { value, start }, isType, isLate: true });
  };
  new Visitor({
    ImportExpression: ({ source }) => keep(source, false),
    TSImportType: ({ source }) => keep(source, true),
  }).visit(program);
  return found;
}

/** `src/money/credits/store.ts` is in the slice `credits`; a file of `src` itself is its own. */
export function partOf(path: string): string {
  const [folder = '', group = '', slice = ''] = path.split('/');
  if (folder !== 'src') return folder;
  if (slice === '') return path;
  if (group === 'kernel' || group === 'commands') return group;
  return slice;
}

/** `src/money/credits/store.ts` is in the group `money`; a file of `src` itself is in none. */
export function groupOf(path: string): string | undefined {
  const [folder, group, ...rest] = path.split('/');
  return folder === 'src' && rest.length > 0 ? group : undefined;
}

/** Tests, and what only serves tests, measurements and building. */
export function isOutsideProduct(path: string): boolean {
  return !path.startsWith('src/') || path.endsWith('.test.ts');
}
