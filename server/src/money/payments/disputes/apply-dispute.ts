import { toPrice } from '../../../kernel/money.ts';
import { recordEvents } from '../../../messaging/events/index.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { endHold, freezeCredits } from '../../credits/index.ts';
import type { DisputeOutcome } from '../providers/notice.ts';
import type { Purchase, PurchaseKey } from '../purchases/purchase.ts';
import { selectPurchaseForUpdate } from '../purchases/store.ts';
import { lockPaid } from './apply-refund.ts';
import { collectOwed } from './collect-owed.ts';
import { closeDispute, type Dispute, insertDispute, selectDispute } from './dispute-store.ts';
import { tellFreeze } from './payment-mails.ts';
import {
  creditsOf,
  disputableMinor,
  reversePurchase,
  reverseRefunded,
} from './reverse-purchase.ts';

export type DisputeNews = {
  key: PurchaseKey;
  token: string;
  disputedMinor: bigint;
  outcome: DisputeOutcome;
  now: Date;
};

/**
 * Takes in how a dispute stands: opened, its purchase's credits are frozen as far as they are
 * there; won, they are free again; lost, they go back. The end is final, and news that come after
 * it or twice change nothing. Refuses `service_unavailable` while the payment was not heard of.
 */
export async function applyDispute(tx: Tx, news: DisputeNews): Promise<void> {
  const { key, token, outcome, now } = news;
  const purchase = await lockPaid(tx, key);
  if (!purchase) return;
  const known = await selectDispute(tx, key.accountId, token);
  if (known && (known.status !== 'open' || outcome === 'open')) return;

  const dispute = known ?? (await openDispute(tx, purchase, news));
  if (outcome === 'won') await win(tx, { purchase, dispute, now });
  if (outcome === 'lost') await lose(tx, { purchase, dispute, now });
}

async function openDispute(tx: Tx, purchase: Purchase, news: DisputeNews): Promise<Dispute> {
  const { token, disputedMinor, now } = news;
  const { accountId, id: purchaseId } = purchase;
  const leftMinor = await disputableMinor(tx, purchase);
  const worthMinor = creditsOf(purchase, disputedMinor);
  const creditsMinor = worthMinor < leftMinor ? worthMinor : leftMinor;
  const frozen = { amountMinor: creditsMinor, purchaseId, description: 'Payment disputed' };
  const { frozenMinor, sequence } = await freezeCredits({ db: tx, accountId, now }, frozen);
  const dispute: Dispute = {
    ...{ accountId, purchaseId, token, status: 'open', disputedMinor, creditsMinor, frozenMinor },
    ...{ holdSequence: sequence, openedAt: now, closedAt: null },
  };
  await insertDispute(tx, dispute);
  await tell(tx, 'credits.frozen', dispute);
  if (news.outcome === 'open') await tellFreeze(tx, purchase, { creditsMinor, frozenMinor });
  return dispute;
}

type Ended = { purchase: Purchase; dispute: Dispute; now: Date };

async function win(tx: Tx, { purchase, dispute, now }: Ended): Promise<void> {
  const { accountId, holdSequence } = dispute;
  const ctx = { accountId, now };
  if (holdSequence !== null) {
    await endHold({ ...ctx, db: tx }, { sequence: holdSequence, outcome: 'void' });
  }
  await closeDispute(tx, dispute, { status: 'won', now });
  await tell(tx, 'credits.released', { ...dispute, openedAt: now });
  // What was refunded meanwhile was left to the dispute's end.
  await reverseRefunded(tx, { purchase, now });
  await collectOwed({ ...ctx, db: tx });
}

async function lose(tx: Tx, { purchase, dispute, now }: Ended): Promise<void> {
  const { accountId, holdSequence, frozenMinor, creditsMinor } = dispute;
  if (holdSequence !== null) {
    await endHold({ db: tx, accountId, now }, { sequence: holdSequence, outcome: 'post' });
  }
  await closeDispute(tx, dispute, { status: 'lost', now });
  await reversePurchase(tx, {
    ...{ purchase, reason: 'dispute_lost', amountMinor: creditsMinor },
    ...{ alreadyTakenMinor: frozenMinor, now },
  });
  const after = await selectPurchaseForUpdate(tx, purchase);
  if (after) await reverseRefunded(tx, { purchase: after, now });
}

async function tell(
  tx: Tx,
  type: 'credits.frozen' | 'credits.released',
  { accountId, purchaseId, creditsMinor, frozenMinor, openedAt }: Dispute,
): Promise<void> {
  const amounts = { amount: toPrice(creditsMinor), frozen: toPrice(frozenMinor) };
  const body = { purchaseId, reason: 'dispute', ...amounts };
  await recordEvents({ db: tx, accountId }, [{ type, body, createdAt: openedAt }]);
}
