import { type ESTree, Visitor } from 'vite';
import type { Source } from './source.ts';

/** A piece of SQL: its text, with `$` where a value goes in, and the function it stands in. */
export type Template = {
  text: string;
  /** What is written between the values, as the database sees it. */
  pieces: string[];
  line: number;
  within: string;
};

const STATEMENT = /^\s*(with|select|insert|update|delete|merge|lock|truncate|values)\b/i;

/** The templates of SQL in a file, statements and parts of statements. */
export function templatesOf({ program, lineAt }: Source): Template[] {
  if (!program) return [];
  const found: (Pieces & { within: string; line: number })[] = [];
  new Visitor({
    TaggedTemplateExpression({ tag, quasi, start }) {
      if (tag.type !== 'Identifier' || !['sql', 'raw'].includes(tag.name)) return;
      const pieces = quasi.quasis.map(({ value }) => value.cooked ?? value.raw);
      const values = quasi.expressions.map(nameOf);
      found.push({ pieces, values, within: declaredAround(program, start), line: lineAt(start) });
    },
  }).visit(program);
  const parts = new Map(found.map((one) => [one.within, toText(one, () => '$')]));
  const named = (name: string) => {
    const part = parts.get(name);
    return part === undefined || STATEMENT.test(part) ? '$' : part;
  };
  return found.map(({ pieces, values, within, line }) => {
    return { text: toText({ pieces, values }, named), pieces, within, line };
  });
}

type Pieces = { pieces: string[]; values: string[] };

function toText({ pieces, values }: Pieces, named: (name: string) => string): string {
  return pieces
    .map((piece, index) => (index === 0 ? '' : named(values[index - 1] ?? '')) + piece)
    .join('');
}

/** `itemColumns` and `itemColumns(accountId)` may both stand for a part of a statement. */
function nameOf(value: ESTree.Expression): string {
  if (value.type === 'Identifier') return value.name;
  return value.type === 'CallExpression' && value.callee.type === 'Identifier'
    ? value.callee.name
    : '';
}

/** Returns the name of the function or constant at this offset. */
function declaredAround({ body }: ESTree.Program, offset: number): string {
  const outer = body.find(({ start, end }) => start <= offset && offset < end);
  const declaration =
    outer?.type === 'ExportNamedDeclaration' && outer.declaration ? outer.declaration : outer;
  if (declaration?.type === 'FunctionDeclaration') return declaration.id?.name ?? '';
  if (declaration?.type !== 'VariableDeclaration') return '';
  const [first] = declaration.declarations;
  return first?.id.type === 'Identifier' ? first.id.name : '';
}

/** Only the whole statements. */
export function statementsOf(source: Source): Template[] {
  return templatesOf(source).filter(({ text }) => STATEMENT.test(text));
}

export type Table = { name: string; isTenants: boolean };

/** The tables of the migrations, without partitions; a tenant's rows say whose they are. */
export function tablesOf(sources: readonly Source[]): Table[] {
  const text = sources
    .filter(({ path }) => path.startsWith('migrations/'))
    .map((source) => source.text.replace(/--.*$/gm, ''))
    .join('\n');
  const made = [
    ...text.matchAll(/\bcreate (?:unlogged )?table (?:if not exists )?(\w+) \(([\s\S]*?)\n\)/g),
  ];
  return made.map(([, name = '', body = '']) => ({
    name,
    isTenants: /\baccount_id uuid (not null|primary key)/.test(body) || name === 'accounts',
  }));
}

const WRITES_ROWS = /\b(?:insert into|delete from|merge into|truncate(?: table)?)\s+(\w+)/;
const UPDATES = /\bupdate\s+(\w+)(?:\s+(?:as\s+)?\w+)?\s+set\b/;

/** The tables that a statement writes; not `for update of item`, nor `do update set`. */
export function tablesWrittenBy(text: string): string[] {
  const writes = new RegExp(`${WRITES_ROWS.source}|${UPDATES.source}`, 'g');
  return [...text.matchAll(writes)].map(([, table, updated]) => table ?? updated ?? '');
}

/** The tables that a statement names, read or written. */
export function tablesNamedBy(text: string): string[] {
  const named = /\b(?:from|join|into|update)\s+(?:only\s+)?(\w+)/g;
  return [...text.matchAll(named)].map(([, table = '']) => table);
}
