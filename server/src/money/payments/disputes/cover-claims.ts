import { toPrice } from '../../../kernel/money.ts';
import { recordEvents } from '../../../messaging/events/index.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { endHold, freezeCredits, lockCredits, spendable } from '../../credits/index.ts';
import { collectOwed } from './collect-owed.ts';
import {
  type Dispute,
  hasClaims,
  selectUnderfrozenForUpdate,
  updateFrozen,
} from './dispute-store.ts';

type ClaimScope = Pick<Scope, 'db' | 'accountId' | 'now'>;

/**
 * Freezes returned credits whose payment is disputed, as far as they are available now, and then
 * collects the debts of the account. Call it in the transaction that returned credits: for the
 * refund of a package, or for a sale that was not delivered. Without a dispute or a debt it costs
 * one query.
 */
export async function coverClaims(scope: ClaimScope): Promise<void> {
  if (!(await hasClaims(scope.db, scope.accountId))) return;
  await lockCredits(scope);
  for (const dispute of await selectUnderfrozenForUpdate(scope.db, scope.accountId)) {
    await freezeMore(scope, dispute);
  }
  await collectOwed(scope);
}

/** Voids the hold of a dispute and creates a larger one, because holds never change. */
async function freezeMore(scope: ClaimScope, dispute: Dispute): Promise<void> {
  const { accountId, purchaseId, creditsMinor, holdSequence } = dispute;
  if (spendable(await lockCredits(scope)) <= 0n) return;
  if (holdSequence !== null) await endHold(scope, { sequence: holdSequence, outcome: 'void' });
  const { frozenMinor, sequence } = await freezeCredits(scope, {
    amountMinor: creditsMinor,
    purchaseId,
    description: 'Payment disputed',
  });
  await updateFrozen(scope.db, dispute, { frozenMinor, holdSequence: sequence });
  const body = {
    purchaseId,
    reason: 'dispute',
    amount: toPrice(creditsMinor),
    frozen: toPrice(frozenMinor),
  };
  await recordEvents({ db: scope.db, accountId }, [
    { type: 'credits.frozen', body, createdAt: scope.now },
  ]);
}
