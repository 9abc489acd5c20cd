import { type ESTree, Visitor } from 'vite';
import {
  MAX_COLUMNS,
  MAX_COLUMNS_OF_TITLE,
  MAX_FILE_LINES,
  MAX_FUNCTION_LINES,
  MAX_MEDIAN_LINES,
  MAX_NESTING,
  MAX_PARAMETERS,
} from './limits.ts';
import { fileRule, treeRule } from './rule.ts';
import type { Source } from './source.ts';

type Func = ESTree.Function | ESTree.ArrowFunctionExpression;

/** Schemas and generated code say so in their first line, and may be long. */
const MARK = /^(\/\/|\/\*\*?) (Generated|Schemas)\b/;

export const fileLength = fileRule('file-length', ({ path, lines }) => {
  const isExempt = path.endsWith('.sql') || MARK.test(lines[0] ?? '');
  if (isExempt || lines.length <= MAX_FILE_LINES) return [];
  const remedy = `${lines.length} lines; split it by what it is about (${MAX_FILE_LINES} at most)`;
  return [{ line: MAX_FILE_LINES + 1, remedy }];
});

/** Half of the files of the product have this many lines at most; so do those of every client. */
export const medianLength = treeRule('median-length', (sources) => {
  const lengths = new Map<string, number[]>();
  for (const { path, lines } of sources) {
    const place = workspaceOf(path);
    if (place) lengths.set(place, [...(lengths.get(place) ?? []), lines.length]);
  }
  return [...lengths].flatMap(([path, all]) => {
    const median = all.sort((one, other) => one - other)[Math.floor(all.length / 2)] ?? 0;
    if (median <= MAX_MEDIAN_LINES) return [];
    const remedy = `the median file has ${median} lines; split files (${MAX_MEDIAN_LINES} at most)`;
    return [{ path, line: 1, remedy }];
  });
});

/** Where files have lengths of their own; a test is as long as what it proves. */
function workspaceOf(path: string): string | undefined {
  if (path.endsWith('.sql') || /^(test|bench|migrations|examples)\//.test(path)) return undefined;
  return path.split('/')[0];
}

const TITLE = /^\s*(it|test)\(/;

export const lineLength = fileRule('line-length', ({ lines }) =>
  lines.flatMap((text, index) => {
    const columns = [...text].length;
    const most = TITLE.test(text) ? MAX_COLUMNS_OF_TITLE : MAX_COLUMNS;
    if (columns <= most) return [];
    return [{ line: index + 1, remedy: `${columns} columns; break it (${most} at most)` }];
  }),
);

/** Fields of an object or a type are a table, not steps; they count as one line. */
export const functionLength = fileRule('function-length', (source) => {
  const tables = tablesOf(source);
  return functionsOf(source).flatMap((func) => {
    const line = source.lineAt(func.start);
    const inside = tables.filter(({ start, end }) => func.start < start && end <= func.end);
    const outermost = inside.filter((table) => !inside.some((other) => encloses(other, table)));
    const length =
      linesOf(source, func) + 1 - sum(outermost.map((table) => linesOf(source, table)));
    if (length <= MAX_FUNCTION_LINES) return [];
    const remedy = `${length} lines; name its steps (${MAX_FUNCTION_LINES} at most, 25 are good)`;
    return [{ line, remedy }];
  });
});

type Span = { start: number; end: number };

function tablesOf({ program }: Source): Span[] {
  const found: Span[] = [];
  const keep = (node: Span) => found.push(node);
  if (program) new Visitor({ ObjectExpression: keep, TSTypeLiteral: keep }).visit(program);
  return found;
}

function encloses(outer: Span, inner: Span): boolean {
  return outer !== inner && outer.start <= inner.start && inner.end <= outer.end;
}

/** How many line breaks it spans. */
function linesOf(source: Source, { start, end }: Span): number {
  return source.lineAt(end) - source.lineAt(start);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Callbacks take what their caller gives; what we name we shape. */
export const parameterCount = fileRule('parameter-count', (source) =>
  functionsOf(source)
    .filter(({ type, params }) => type === 'FunctionDeclaration' && params.length > MAX_PARAMETERS)
    .map(({ start, params }) => ({
      line: source.lineAt(start),
      remedy: `${params.length} parameters; take an object (${MAX_PARAMETERS} at most)`,
    })),
);

/** Loops, conditions and tries inside each other within one function; `else if` goes no deeper. */
export const nesting = fileRule('nesting', ({ program, lineAt }) => {
  const depths = [0];
  const chained = new Set<unknown>();
  const found: { line: number; remedy: string }[] = [];
  const enter = (node: ESTree.Node) => {
    if (node.type === 'IfStatement' && node.alternate?.type === 'IfStatement') {
      chained.add(node.alternate);
    }
    if (chained.has(node)) return;
    const depth = (depths.pop() ?? 0) + 1;
    depths.push(depth);
    if (depth !== MAX_NESTING + 1) return;
    const remedy = `${depth} levels; return early or name the inner step (${MAX_NESTING} at most)`;
    found.push({ line: lineAt(node.start), remedy });
  };
  const leave = (node: ESTree.Node) => {
    if (!chained.has(node)) depths.push((depths.pop() ?? 1) - 1);
  };
  const visitor = new Visitor({
    ...around(LEVELS, enter, leave),
    ...around(
      FUNCTIONS,
      () => depths.push(0),
      () => depths.pop(),
    ),
  });
  if (program) visitor.visit(program);
  return found;
});

const FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];
const LEVELS = [
  'IfStatement',
  'ForStatement',
  'ForOfStatement',
  'ForInStatement',
  'WhileStatement',
  'DoWhileStatement',
  'SwitchStatement',
  'TryStatement',
];

type Visit = (node: ESTree.Node) => void;

function around(types: string[], enter: Visit, leave: Visit): Record<string, Visit> {
  const pairs = types.flatMap((type) => [[type, enter] as const, [`${type}:exit`, leave] as const]);
  return Object.fromEntries(pairs);
}

/** All functions but the callbacks of `describe`, which are tables of contents. */
function functionsOf({ program }: Source): Func[] {
  if (!program) return [];
  const contents = new Set<unknown>();
  const found: Func[] = [];
  const keep = (func: Func) => {
    if (!contents.has(func)) found.push(func);
  };
  new Visitor({
    CallExpression(call) {
      if (rootName(call.callee) === 'describe') for (const one of call.arguments) contents.add(one);
    },
    FunctionDeclaration: keep,
    FunctionExpression: keep,
    ArrowFunctionExpression: keep,
  }).visit(program);
  return found;
}

/** `describe` of `describe.each(rows)`. */
function rootName(node: ESTree.Expression | ESTree.Super): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'MemberExpression') return rootName(node.object);
  if (node.type === 'CallExpression') return rootName(node.callee);
  if (node.type === 'TaggedTemplateExpression') return rootName(node.tag);
  return undefined;
}
