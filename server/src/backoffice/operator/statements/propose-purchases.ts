import { findReferences } from '../../../money/payments/index.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import type { BankLine } from './bank-line.ts';
import { type Payable, selectPayable } from './proposal-store.ts';

/** A purchase for which an entry may be, and what speaks for it. */
export type Proposal = Payable & { because: 'reference' | 'amount'; isExact: boolean };

const MOST = 5;

/**
 * Returns for each open line the purchases that it may be for: those that its text names, or else
 * those that wait for exactly its amount.
 */
export async function proposePurchases(
  db: Queryable,
  lines: readonly BankLine[],
): Promise<Map<string, Proposal[]>> {
  const open = lines.filter(({ state }) => state === 'open');
  const named = new Map(open.map(({ id, text }) => [id, findReferences(text).right]));
  const payable = await selectPayable(db, {
    references: [...named.values()].flat(),
    amounts: open.filter(isUsd).map(({ amountMinor }) => amountMinor),
  });
  return new Map(
    open.map((line) => {
      const isSame = ({ openMinor }: Payable) => isUsd(line) && openMinor === line.amountMinor;
      const references = new Set(named.get(line.id));
      const byReference = payable.filter(({ reference }) => references.has(reference));
      const found = byReference.length > 0 ? byReference : payable.filter(isSame);
      const because = byReference.length > 0 ? 'reference' : 'amount';
      return [
        line.id,
        found.slice(0, MOST).map((one) => ({ ...one, because, isExact: isSame(one) }) as const),
      ];
    }),
  );
}

function isUsd({ currency }: BankLine): boolean {
  return currency === 'USD';
}
