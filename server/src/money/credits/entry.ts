import { type CsvCell, toCsv } from '../../kernel/csv.ts';
import { type Price, toPrice } from '../../kernel/money.ts';
import type { TransferType } from './transfer.ts';

/** A transfer that changed the balance, as the account sees it; amounts in cents. */
export type Entry = {
  sequence: bigint;
  id: string;
  createdAt: Date;
  type: TransferType;
  /** Negative for a payment, positive for added credits. */
  amountMinor: bigint;
  balanceAfterMinor: bigint;
  activatedItemId: string | null;
  purchaseId: string | null;
  description: string;
};

export const ENTRY_TYPES = [
  'credit_purchase',
  'auto_top_up',
  'activation',
  'refund',
  'stock_purchase',
  'adjustment',
  'sandbox_credit',
] as const satisfies readonly TransferType[];

export type EntryView = {
  id: string;
  createdAt: string;
  type: TransferType;
  amount: Price;
  balanceAfter: Price;
  activatedItemUid?: string;
  purchaseId?: string;
  description: string;
};

/** Returns the entry as the API shows it (docs/api-compatibility.md). */
export function showEntry(entry: Entry): EntryView {
  return {
    id: entry.id,
    createdAt: entry.createdAt.toISOString(),
    type: entry.type,
    amount: toPrice(entry.amountMinor),
    balanceAfter: toPrice(entry.balanceAfterMinor),
    ...(entry.activatedItemId !== null && { activatedItemUid: entry.activatedItemId }),
    ...(entry.purchaseId !== null && { purchaseId: entry.purchaseId }),
    description: entry.description,
  };
}

const COLUMNS = [
  'id',
  'createdAt',
  'type',
  'amount',
  'balanceAfter',
  'currency',
  'activatedItemUid',
  'purchaseId',
  'description',
] as const;

/** The columns of a CSV of entries. */
export type EntryColumns = Partial<Record<(typeof COLUMNS)[number], CsvCell>>;

/** Returns the first line of every CSV of entries. */
export function entriesCsvHeader(): string {
  return toCsv([COLUMNS]);
}

/** Returns lines of CSV; a column that is left out stays empty. */
export function toEntriesCsv(rows: readonly EntryColumns[]): string {
  return toCsv(rows.map((row) => COLUMNS.map((column) => row[column])));
}

/** Returns the entry for `toEntriesCsv`, with the values of `showEntry`. */
export function toEntryColumns(entry: Entry): EntryColumns {
  const { amount, ...view } = showEntry(entry);
  const { amountMinor, balanceAfterMinor } = entry;
  const currency = amount.currencyCode;
  return { ...view, amount: amountMinor, balanceAfter: balanceAfterMinor, currency };
}
