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

type Claimed = Pick<Scope, 'db' | 'accountId' | 'now'>;

/**
 * Call it in the transaction that returned spent credits to the account: the refund of a package,
 * a sale that was not delivered. Credits whose payment is disputed are frozen again as far as they
 * are there now, and then what the account owes is collected. Without a dispute or a debt this is
 * one look.
 */
export async function coverClaims(scope: Claimed): Promise<void> {
  if (!(await hasClaims(scope.db, scope.accountId))) return;
  await lockCredits(scope);
  for (const dispute of await selectUnderfrozenForUpdate(scope.db, scope.accountId)) {
    await freezeMore(scope, dispute);
  }
  await collectOwed(scope);
}

/** A hold never changes: the old one is voided, and a larger one takes its place. */
async function freezeMore(scope: Claimed, dispute: Dispute): Promise<void> {
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
