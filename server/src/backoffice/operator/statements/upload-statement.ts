import { audit } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { BadStatement, type StatementFormat } from './bank-line.ts';
import { identifyLines } from './identify-lines.ts';
import { readStatement } from './read-statement.ts';
import { countKnown, insertLines, insertStatement } from './statement-store.ts';

export type UploadedStatement = {
  statementId: string | null;
  format: StatementFormat | null;
  /** The entries of money that came in. */
  lines: number;
  newLines: number;
  outgoing: number;
  errors: { line: number; reason: string }[];
};

type Upload = { file: string; fileName?: string | undefined; isDryRun: boolean };

/**
 * Keeps the entries of a bank statement by which money came in, each once however often it is
 * uploaded; a dry run only counts them. Returns the wrong lines of a file that cannot be read, of
 * which nothing is kept.
 */
export async function uploadStatement(
  scope: Scope,
  { file, fileName, isDryRun }: Upload,
): Promise<UploadedStatement> {
  try {
    const { format, outgoing, ...read } = await readStatement(file);
    const lines = identifyLines(read.lines).map((line) => ({ ...line, id: newId() }));
    const counts = { format, outgoing, lines: lines.length, errors: [] };
    if (isDryRun) {
      const ids = lines.map(({ entryId }) => entryId);
      const newLines = lines.length - (await countKnown(scope.db, ids));
      return { ...counts, newLines, statementId: null };
    }
    const id = newId();
    const newLines = await insertLines(scope.db, { statementId: id, lines });
    const { actor, now: uploadedAt } = scope;
    const uploadedByName = 'name' in actor ? (actor.name ?? null) : null;
    const by = { uploadedByName, uploadedAt, fileName: fileName ?? null };
    await insertStatement(scope.db, { id, ...counts, newLines, ...by });
    const after = { format, fileName: fileName ?? null, lines: lines.length, newLines };
    audit(scope, { action: 'bank_statement.uploaded', target: id, before: null, after });
    return { ...counts, newLines, statementId: id };
  } catch (error) {
    if (!(error instanceof BadStatement)) throw error;
    const nothing = { statementId: null, format: null, lines: 0, newLines: 0, outgoing: 0 };
    return { ...nothing, errors: error.faults };
  }
}
