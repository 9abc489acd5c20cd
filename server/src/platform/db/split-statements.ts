/** Strings, quoted names, bodies of functions and comments, in which a semicolon ends nothing. */
const PIECES = new RegExp(
  [
    String.raw`\b[eE]'(?:[^'\\]|\\[\s\S]|'')*'`,
    "'(?:[^']|'')*'",
    '"(?:[^"]|"")*"',
    String.raw`\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$`,
    String.raw`--[^\n]*`,
    String.raw`/\*[\s\S]*?\*/`,
    String.raw`[\s\S]`,
  ].join('|'),
  'g',
);

/** Returns the statements of an SQL file, without the semicolons between them. */
export function splitStatements(text: string): string[] {
  const statements: string[] = [];
  let statement = '';
  let isEmpty = true;
  for (const [piece] of `${text};`.matchAll(PIECES)) {
    if (piece !== ';') {
      statement += piece;
      isEmpty &&= /^(--|\/\*|\s)/.test(piece);
      continue;
    }
    if (!isEmpty) statements.push(statement.trim());
    statement = '';
    isEmpty = true;
  }
  return statements;
}
