import { toPrice } from '../../../kernel/money.ts';
import { recordEvents } from '../../../messaging/events/index.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { endHold, freezeCredits } from '../../credits/index.ts';
import type { DisputeOutcome } from '../providers/notice.ts';
import type { Purchase, PurchaseKey } from '../purchases/purchase.ts';
import { selectPurchaseForUpdate } from '../purchases/purchase-store.ts';
import { lockPaid } from './apply-refund.ts';
import { coverClaims } from './cover-claims.ts';
import { closeDispute, type Dispute, insertDispute, selectDispute } from './dispute-store.ts';
import { mailFreeze } from './payment-mails.ts';
import {
  creditsOf,
  disputableMinor,
  reversePurchase,
  reverseRefunded,
} from './reverse-purchase.ts';

export type DisputeReport = {
  key: PurchaseKey;
  token: string;
  disputedMinor: bigint;
  outcome: DisputeOutcome;
  now: Date;
};

/**
 * Applies the state of a dispute. An open dispute freezes the credits of its purchase as far as
 * they are available, a won dispute releases them, and a lost one takes them back. The outcome is
 * final: later and repeated reports change nothing. Throws `service_unavailable` while the payment
 * is not known.
 */
export async function applyDispute(tx: Tx, report: DisputeReport): Promise<void> {
  const { key, token, outcome, now } = report;
  const purchase = await lockPaid(tx, key);
  if (!purchase) return;
  const known = await selectDispute(tx, key.accountId, token);
  if (known && (known.status !== 'open' || outcome === 'open')) return;

  const dispute = known ?? (await openDispute(tx, purchase, report));
  if (outcome === 'won') await closeWon(tx, { purchase, dispute, now });
  if (outcome === 'lost') await closeLost(tx, { purchase, dispute, now });
}

async function openDispute(tx: Tx, purchase: Purchase, report: DisputeReport): Promise<Dispute> {
  const { token, disputedMinor, now } = report;
  const { accountId, id: purchaseId } = purchase;
  const leftMinor = await disputableMinor(tx, purchase);
  const worthMinor = creditsOf(purchase, disputedMinor);
  const creditsMinor = worthMinor < leftMinor ? worthMinor : leftMinor;
  const frozen = { amountMinor: creditsMinor, purchaseId, description: 'Payment disputed' };
  const { frozenMinor, sequence } = await freezeCredits({ db: tx, accountId, now }, frozen);
  const dispute: Dispute = {
    accountId,
    purchaseId,
    token,
    status: 'open',
    disputedMinor,
    creditsMinor,
    frozenMinor,
    holdSequence: sequence,
    openedAt: now,
    closedAt: null,
  };
  await insertDispute(tx, dispute);
  await recordDisputeEvent(tx, 'credits.frozen', dispute);
  if (report.outcome === 'open') await mailFreeze(tx, purchase, { creditsMinor, frozenMinor });
  return dispute;
}

type ClosedDispute = { purchase: Purchase; dispute: Dispute; now: Date };

async function closeWon(tx: Tx, { purchase, dispute, now }: ClosedDispute): Promise<void> {
  const { accountId, holdSequence } = dispute;
  const ctx = { accountId, now };
  if (holdSequence !== null) {
    await endHold({ ...ctx, db: tx }, { sequence: holdSequence, outcome: 'void' });
  }
  await closeDispute(tx, dispute, { status: 'won', now });
  await recordDisputeEvent(tx, 'credits.released', { ...dispute, openedAt: now });
  // Refunds during the dispute were deferred until its outcome.
  await reverseRefunded(tx, { purchase, now });
  // Another payment may be disputed, of which less is frozen than was spent.
  await coverClaims({ ...ctx, db: tx });
}

async function closeLost(tx: Tx, { purchase, dispute, now }: ClosedDispute): Promise<void> {
  const { accountId, holdSequence, frozenMinor, creditsMinor } = dispute;
  if (holdSequence !== null) {
    await endHold({ db: tx, accountId, now }, { sequence: holdSequence, outcome: 'post' });
  }
  await closeDispute(tx, dispute, { status: 'lost', now });
  await reversePurchase(tx, {
    purchase,
    reason: 'dispute_lost',
    amountMinor: creditsMinor,
    alreadyTakenMinor: frozenMinor,
    now,
  });
  const after = await selectPurchaseForUpdate(tx, purchase);
  if (after) await reverseRefunded(tx, { purchase: after, now });
}

async function recordDisputeEvent(
  tx: Tx,
  type: 'credits.frozen' | 'credits.released',
  { accountId, purchaseId, creditsMinor, frozenMinor, openedAt }: Dispute,
): Promise<void> {
  const amounts = { amount: toPrice(creditsMinor), frozen: toPrice(frozenMinor) };
  const body = { purchaseId, reason: 'dispute', ...amounts };
  await recordEvents({ db: tx, accountId }, [{ type, body, createdAt: openedAt }]);
}
