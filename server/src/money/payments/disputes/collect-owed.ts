import type { Scope } from '../../../platform/db/scope.ts';
import { clearOwing } from '../../../tenancy/accounts/index.ts';
import { reverseCredits } from '../../credits/index.ts';
import { payDebt, selectDebtsForUpdate } from './debt-store.ts';

/**
 * Collects the debts of the account from its available credits, the oldest debt first. When all
 * debts are paid the account may sell again.
 */
export async function collectOwed(scope: Pick<Scope, 'db' | 'accountId' | 'now'>): Promise<void> {
  const debts = await selectDebtsForUpdate(scope.db, scope.accountId);
  if (debts.length === 0) return;
  let leftMinor = 0n;
  for (const debt of debts) {
    const taken = { amountMinor: debt.owedMinor, purchaseId: debt.id, description: DESCRIPTION };
    const takenMinor = await reverseCredits(scope, taken);
    if (takenMinor > 0n) await payDebt(scope.db, debt, takenMinor);
    leftMinor += debt.owedMinor - takenMinor;
  }
  if (leftMinor === 0n) await clearOwing(scope);
}

const DESCRIPTION = 'Debt from a reversed payment';
