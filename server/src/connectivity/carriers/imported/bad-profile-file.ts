export type BadLine = { line: number; reason: string };

/** More bad lines than this help nobody; the count tells the rest. */
export const BAD_LINES_SHOWN = 100;

/** A file that cannot be imported; the first of its bad lines, and how many there are. */
export class BadProfileFile extends Error {
  readonly badLines: BadLine[];
  readonly badLineCount: number;

  constructor(badLines: BadLine[]) {
    const lines = badLines.length === 1 ? '1 line is' : `${badLines.length} lines are`;
    super(`Nothing was imported, because ${lines} wrong.`);
    this.name = 'BadProfileFile';
    this.badLines = badLines.sort((a, b) => a.line - b.line).slice(0, BAD_LINES_SHOWN);
    this.badLineCount = badLines.length;
  }
}
