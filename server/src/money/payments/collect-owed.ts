import type { Tx } from '../../platform/db/database.ts';
import { endOwing } from '../../tenancy/accounts/index.ts';
import { takeBackCredits } from '../credits/index.ts';
import { payDebt, selectDebtsForUpdate } from './reversal-store.ts';

/**
 * Takes what the account owes of the credits that it has now, the oldest debt first. When nothing
 * is left the account may sell again.
 */
export async function collectOwed(tx: Tx, ctx: { accountId: string; now: Date }): Promise<void> {
  const debts = await selectDebtsForUpdate(tx, ctx.accountId);
  if (debts.length === 0) return;
  let leftMinor = 0n;
  for (const debt of debts) {
    const taken = { amountMinor: debt.owedMinor, purchaseId: debt.id, description: DESCRIPTION };
    const takenMinor = await takeBackCredits(tx, ctx, taken);
    if (takenMinor > 0n) await payDebt(tx, debt, takenMinor);
    leftMinor += debt.owedMinor - takenMinor;
  }
  if (leftMinor === 0n) await endOwing(tx, ctx);
}

const DESCRIPTION = 'Owed from a payment that went back';
