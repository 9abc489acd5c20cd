import {
  type EntryView,
  lockCredits,
  postTransfers,
  type TransferDraft,
} from '../../src/money/credits/index.ts';
import type { Database } from '../../src/platform/db/database.ts';
import type { Call, TestAccount } from './slice.ts';

/** A moment of April 2026. */
export const at = (day: number, hour = 12) => new Date(Date.UTC(2026, 3, day, hour));
/** The same day as a query says it. */
export const toDay = (day: number) => at(day).toISOString().slice(0, 10);

/** Returns a payment in (positive cents) or out, at a time. */
export function moved(
  amount: number,
  createdAt: Date,
  more: Partial<TransferDraft> = {},
): TransferDraft {
  const isIn = amount > 0;
  return {
    kind: 'posted',
    type: isIn ? 'credit_purchase' : 'activation',
    debit: isIn ? 'funding' : 'credits',
    credit: isIn ? 'credits' : 'sales',
    amountMinor: BigInt(Math.abs(amount)),
    description: isIn ? 'Credits' : 'Austria, 3 GB',
    createdAt,
    ...more,
  };
}

/** Posts the transfers and gives the number of the last. */
export function post(
  db: Database,
  account: TestAccount,
  drafts: readonly TransferDraft[],
): Promise<bigint> {
  return db.transaction(async (tx) => {
    const locked = await lockCredits({ db: tx, accountId: account.id });
    const after = await postTransfers({ db: tx, accountId: account.id }, { locked, drafts });
    return after.lastSequence;
  });
}

export type StatementView = {
  from: string | null;
  to: string | null;
  openingBalance: { priceValue: number };
  closingBalance: { priceValue: number };
  items: EntryView[];
};

export const cents = (price: { priceValue: number }) => Math.round(price.priceValue * 100);
export const total = (items: EntryView[]) =>
  items.reduce((sum, item) => sum + cents(item.amount), 0);

/** The entries of all pages that a query starts. */
export async function readPages(call: Call, path: string): Promise<EntryView[]> {
  const items: EntryView[] = [];
  for (let after = ''; ; ) {
    const page = (await call('GET', path + after)).json();
    items.push(...page.items);
    if (page.nextCursor === null) return items;
    after = `&after=${page.nextCursor}`;
  }
}
