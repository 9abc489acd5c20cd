export type BadLine = { line: number; reason: string };

/** The number of wrong lines that are named. The count has all of them. */
export const BAD_LINES_SHOWN = 100;

/** The refusal of a file, with its first wrong lines and their number. */
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
