import { Visitor } from 'vite';
import { isInSlice } from './imports.ts';
import { CLOCK_READERS, ENVIRONMENT_READERS } from './law/groups.ts';
import { fileRule } from './rule.ts';
import { isOutsideProduct, type Source } from './source.ts';

/** Types are named: `any` is refused. */
export const noAny = fileRule('no-any', (source) => {
  const found: { line: number; remedy: string }[] = [];
  const remedy = 'say what it is; unknown and a check where it cannot be known';
  visit(source, {
    TSAnyKeyword: ({ start }) => found.push({ line: source.lineAt(start), remedy }),
  });
  return found;
});

export const noSilencing = fileRule('no-silencing', (source) =>
  commentsWith(source, /@ts-(ignore|expect-error|nocheck)|biome-ignore|eslint-disable/).map(
    (line) => ({ line, remedy: 'mend what the tool complains about instead' }),
  ),
);

/** Functions and plain types: what needs a runtime of its own is not used. */
export const plainTypeScript = fileRule('plain-typescript', (source) => {
  const found: { line: number; remedy: string }[] = [];
  const refuse = (remedy: string) => (node: { start: number }) => {
    found.push({ line: source.lineAt(node.start), remedy });
  };
  visit(source, {
    TSEnumDeclaration: refuse('use a union of literals instead of an enum'),
    Decorator: refuse('call a function instead of decorating'),
    ExportDefaultDeclaration: refuse('export it by its name'),
    TSModuleDeclaration(node) {
      if (node.id.type === 'Identifier' && !node.global) {
        refuse('use a file instead of a namespace')(node);
      }
    },
  });
  return source.path.startsWith('src/') ? found : [];
});

export const noLooseEnds = fileRule('no-loose-ends', (source) =>
  commentsWith(source, /\b(TODO|FIXME|XXX|HACK)\b(?![^\n]*#\d+)/).map((line) => ({
    line,
    remedy: 'do it, or name the issue: TODO #12',
  })),
);

export const environment = fileRule('environment', (source) => {
  const { path } = source;
  if (isOutsideProduct(path) || ENVIRONMENT_READERS.includes(path)) return [];
  const found: { line: number; remedy: string }[] = [];
  const remedy = 'read it in src/config.ts and pass it in';
  visit(source, {
    MemberExpression({ object, property, start }) {
      if (object.type !== 'Identifier' || object.name !== 'process') return;
      if (property.type !== 'Identifier' || property.name !== 'env') return;
      found.push({ line: source.lineAt(start), remedy });
    },
  });
  return found;
});

/** Business rules take `now` from the account; the machine's clock is for what is no rule. */
export const clocks = fileRule('clock', (source) => {
  const { path } = source;
  if (isOutsideProduct(path) || !isInSlice(path) || CLOCK_READERS.includes(path)) return [];
  const found: { line: number; remedy: string }[] = [];
  const remedy = 'take the time from ctx.now, or a clock that is passed in';
  const keep = ({ start }: { start: number }) => found.push({ line: source.lineAt(start), remedy });
  visit(source, {
    NewExpression(node) {
      const isDate = node.callee.type === 'Identifier' && node.callee.name === 'Date';
      if (isDate && node.arguments.length === 0) keep(node);
    },
    MemberExpression(node) {
      const { object, property } = node;
      if (object.type !== 'Identifier' || object.name !== 'Date') return;
      if (property.type === 'Identifier' && property.name === 'now') keep(node);
    },
  });
  return found;
});

/** A test runs whole, against our own code, and waits for what happens instead of for time. */
export const honestTests = fileRule('honest-tests', (source) => {
  if (!source.path.endsWith('.test.ts')) return [];
  const found = source.imports
    .filter(({ target }) => target === 'node:timers/promises')
    .map(({ line }) => ({ line, remedy: 'wait for what happens (vi.waitFor), not for time' }));
  visit(source, {
    CallExpression({ callee, start }) {
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
      if (callee.object.type !== 'Identifier') return;
      const call = `${callee.object.name}.${callee.property.name}`;
      if (/^(it|test|describe)\.(only|skip|todo|fails)$/.test(call)) {
        found.push({ line: source.lineAt(start), remedy: `${call}: run it, or take it out` });
      }
      if (/^vi\.(mock|doMock)$/.test(call)) {
        found.push({
          line: source.lineAt(start),
          remedy: 'use the module itself, or pass a fake in',
        });
      }
    },
  });
  return found;
});

/** A migration says first why it exists. */
export const migrationReason = fileRule('migration-reason', ({ path, lines }) => {
  if (!path.startsWith('migrations/')) return [];
  const [first = ''] = lines;
  if (/^-- \S+ \S+ \S+/.test(first)) return [];
  return [{ line: 1, remedy: 'start with a comment that says why this migration exists' }];
});

function visit({ program }: Source, visitor: ConstructorParameters<typeof Visitor>[0]): void {
  if (program) new Visitor(visitor).visit(program);
}

function commentsWith(source: Source, pattern: RegExp): number[] {
  return source.comments
    .filter(({ value }) => pattern.test(value))
    .map(({ start }) => source.lineAt(start));
}
