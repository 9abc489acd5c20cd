const QUOTE = '"';

/**
 * Returns the cells of a line of CSV, trimmed. A cell in quotes may have the delimiter and doubled
 * quotes, and no line break: one broken line must not swallow those below it. Returns undefined if
 * a quote is not closed or has text behind it.
 */
export function splitLine(line: string, delimiter: string): string[] | undefined {
  if (!line.includes(QUOTE)) return line.split(delimiter).map((cell) => cell.trim());
  const cells: string[] = [];
  let at = 0;
  while (at <= line.length) {
    const cell = readCell(line, { at, delimiter });
    if (!cell) return undefined;
    cells.push(cell.text.trim());
    at = cell.end + 1;
  }
  return cells;
}

type Cell = { text: string; end: number };

function readCell(line: string, of: { at: number; delimiter: string }): Cell | undefined {
  const start = skipSpaces(line, of);
  if (line[start] === QUOTE) return readQuoted(line, { ...of, at: start + 1 });
  const next = line.indexOf(of.delimiter, of.at);
  const end = next < 0 ? line.length : next;
  return { text: line.slice(of.at, end), end };
}

function readQuoted(line: string, { at, delimiter }: { at: number; delimiter: string }) {
  let text = '';
  let from = at;
  for (;;) {
    const close = line.indexOf(QUOTE, from);
    if (close < 0) return undefined;
    text += line.slice(from, close);
    from = close + 2;
    if (line[close + 1] !== QUOTE) {
      const end = skipSpaces(line, { at: close + 1, delimiter });
      return end === line.length || line[end] === delimiter ? { text, end } : undefined;
    }
    text += QUOTE;
  }
}

/** A tab is no space where it separates. */
function skipSpaces(line: string, { at, delimiter }: { at: number; delimiter: string }): number {
  let place = at;
  while (line[place] === ' ' || (line[place] === '\t' && delimiter !== '\t')) place += 1;
  return place;
}
