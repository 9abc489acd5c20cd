import { BadStatement, type ReadStatement, type StatementFormat } from './bank-line.ts';

/**
 * Reads a bank statement in CAMT.053, MT940 or CSV, whichever the text is. Throws `BadStatement`
 * with the wrong lines.
 */
export async function readStatement(
  text: string,
): Promise<ReadStatement & { format: StatementFormat }> {
  const plain = text.replace(/^\uFEFF/, '').trim();
  if (plain === '') throw new BadStatement([{ line: 1, reason: 'the file is empty' }]);
  // Loaded when there is a statement to read.
  if (plain.startsWith('<')) {
    const { readCamt053 } = await import('./read-camt053.ts');
    return { ...readCamt053(plain), format: 'camt053' };
  }
  if (/^:20:/m.test(plain)) {
    const { readMt940 } = await import('./read-mt940.ts');
    return { ...readMt940(plain), format: 'mt940' };
  }
  const { readStatementSheet } = await import('./read-statement-sheet.ts');
  return { ...readStatementSheet(text), format: 'csv' };
}
