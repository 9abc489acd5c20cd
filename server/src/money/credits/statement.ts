import { toPrice } from '../../kernel/money.ts';
import type { TimeRange } from '../../kernel/time-range.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { type StatementFrame, selectEntriesAbove, selectStatementFrame } from './entries-store.ts';
import { type Entry, entriesCsvHeader, showEntry, toEntriesCsv, toEntryColumns } from './entry.ts';

const ENTRIES_A_READ = 1_000;

export type Statement = {
  openingMinor: bigint;
  closingMinor: bigint;
  /** Reads the entries of the range in batches, oldest first. */
  entries: () => AsyncGenerator<Entry[]>;
};

/** The ends of the range as the caller wrote them; the answer repeats them. */
export type RequestedRange = { from?: string; to?: string };

/** Returns the opening balance, the entries and the closing balance of a range. */
export async function openStatement(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  range: TimeRange,
): Promise<Statement> {
  const frame = await selectStatementFrame(scope.db, scope.accountId, range);
  if (!frame) throw new Error(`account ${scope.accountId} has no ledger`);
  const { openingMinor, closingMinor } = frame;
  const entries = () => readEntries(scope, { frame, range });
  return { openingMinor, closingMinor, entries };
}

/** Transfers never change and later ones have higher numbers, so the batches are consistent. */
async function* readEntries(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  { frame, range }: { frame: StatementFrame; range: TimeRange },
): AsyncGenerator<Entry[]> {
  const { first, last } = frame;
  if (first === null || last === null) return;
  for (let above = first - 1n; above < last; ) {
    const asked = { above, last, range, limit: ENTRIES_A_READ };
    const entries = await selectEntriesAbove(scope.db, scope.accountId, asked);
    if (entries.length > 0) yield entries;
    if (entries.length < ENTRIES_A_READ) return;
    above = entries.at(-1)?.sequence ?? last;
  }
}

/** Returns the statement as JSON text in pieces, so that memory holds one batch at a time. */
export async function* statementJson(
  statement: Statement,
  { from, to }: RequestedRange,
): AsyncGenerator<string> {
  const head = {
    from: from ?? null,
    to: to ?? null,
    openingBalance: toPrice(statement.openingMinor),
    closingBalance: toPrice(statement.closingMinor),
  };
  yield `${JSON.stringify(head).slice(0, -1)},"items":[`;
  let separator = '';
  for await (const entries of statement.entries()) {
    const texts = entries.map((entry) => JSON.stringify(showEntry(entry)));
    yield separator + texts.join(',');
    separator = ',';
  }
  yield ']}';
}

/** Returns the statement as CSV: the opening balance, the entries, and the closing balance. */
export async function* statementCsv(
  statement: Statement,
  { from, to }: RequestedRange,
): AsyncGenerator<string> {
  yield entriesCsvHeader() + balanceRow('opening_balance', statement.openingMinor, from);
  for await (const entries of statement.entries()) {
    yield toEntriesCsv(entries.map(toEntryColumns));
  }
  yield balanceRow('closing_balance', statement.closingMinor, to);
}

function balanceRow(type: string, balanceMinor: bigint, createdAt: string | undefined): string {
  return toEntriesCsv([{ createdAt, type, balanceAfter: balanceMinor, currency: 'USD' }]);
}
