import { type ESTree, Visitor } from 'vite';
import { FORCED_TYPES } from './law/forced-types.ts';
import { treeRule } from './rule.ts';
import type { Source } from './source.ts';

/** A type is not forced upon a value: `as never` and `as unknown as` say that anything fits. */
export const noForcedTypes = treeRule('no-forced-types', (sources) => {
  const found = sources.flatMap((source) => forcedIn(source).map((line) => ({ source, line })));
  const remedy =
    'build it with its type; a value that is wrong on purpose is illTyped(…) of test/support';
  return found
    .filter(({ source }) => !reasonOf(source))
    .map(({ source, line }) => ({ path: source.path, line, remedy }));
});

/** The law names places from the root of the repository, and the server's rules from its folder. */
function reasonOf({ path }: Source): string | undefined {
  return FORCED_TYPES[path] ?? FORCED_TYPES[`server/${path}`];
}

function forcedIn({ program, lineAt }: Source): number[] {
  const lines: number[] = [];
  const keep = ({ expression, typeAnnotation, start }: ESTree.TSAsExpression) => {
    const isNever = /^TSNever/.test(innermost(typeAnnotation));
    const isTwice =
      expression.type === 'TSAsExpression' && expression.typeAnnotation.type === 'TSUnknownKeyword';
    if (isNever || isTwice) lines.push(lineAt(start));
  };
  if (program) new Visitor({ TSAsExpression: keep }).visit(program);
  return lines;
}

/** `never[]` is as empty as `never`. */
function innermost(type: ESTree.TSType): string {
  return type.type === 'TSArrayType' ? innermost(type.elementType) : type.type;
}
