import { toCsvLine } from '../../kernel/csv.ts';
import { type Price, toPrice } from '../../kernel/money.ts';
import type { TransferType } from './transfer.ts';

/** A transfer that moved posted credits, as the account sees it; amounts in cents. */
export type Entry = {
  sequence: bigint;
  id: string;
  createdAt: Date;
  type: TransferType;
  /** Negative for what was paid, positive for what came in. */
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

/** The wire's entry (contract section 10). */
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

/** The first line of every CSV of entries. */
export const CSV_HEADER = toCsvLine(COLUMNS);

/** One line of CSV; a column that is left out stays empty. */
export function toCsvRow(fields: Partial<Record<(typeof COLUMNS)[number], string>>): string {
  return toCsvLine(COLUMNS.map((column) => fields[column]));
}

/** The entry as a line of CSV; it shows the same as `showEntry`. */
export function toEntryRow(entry: Entry): string {
  const { amount, balanceAfter, ...view } = showEntry(entry);
  return toCsvRow({
    ...view,
    amount: toDecimal(entry.amountMinor),
    balanceAfter: toDecimal(entry.balanceAfterMinor),
    currency: amount.currencyCode,
  });
}

/** `-490n` → `-4.90`, for spreadsheets. */
export function toDecimal(amountMinor: bigint): string {
  const sign = amountMinor < 0n ? '-' : '';
  const digits = amountMinor.toString().replace('-', '').padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
