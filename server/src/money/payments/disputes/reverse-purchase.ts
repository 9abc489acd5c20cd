import { toPrice } from '../../../kernel/money.ts';
import { recordEvents } from '../../../messaging/events/index.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { markOwing } from '../../../tenancy/accounts/index.ts';
import { issueCreditNote, type LocalizedText, vatOf } from '../../billing/index.ts';
import { reverseCredits } from '../../credits/index.ts';
import { creditPurchase } from '../purchases/credit-purchase.ts';
import { newPurchase } from '../purchases/new-purchase.ts';
import { costsOf, type Purchase } from '../purchases/purchase.ts';
import { insertPurchase, selectRestoredParts } from '../purchases/purchase-store.ts';
import { addReversed } from './debt-store.ts';
import { sumDisputed } from './dispute-store.ts';
import { mailReversal } from './payment-mails.ts';

type ReversalReason = 'refunded' | 'dispute_lost';

const REASONS = {
  refunded: { en: 'Payment refunded', de: 'Zahlung erstattet' },
  dispute_lost: { en: 'Dispute lost', de: 'Zahlung zurückgebucht' },
} as const satisfies Record<ReversalReason, LocalizedText>;

export type Reversal = {
  purchase: Purchase;
  reason: ReversalReason;
  /** The credits to take back, in cents. */
  amountMinor: bigint;
  /** The part of them that was frozen and has been taken already. */
  alreadyTakenMinor?: bigint;
  now: Date;
};

/**
 * Takes back credits whose payment was reversed, under the lock of the ledger. Credits that have
 * been spent become a debt, and the account cannot sell until it is paid. Records the event, sends
 * a mail, and issues a credit note.
 */
export async function reversePurchase(tx: Tx, reversal: Reversal): Promise<void> {
  const { purchase, reason, amountMinor, alreadyTakenMinor = 0n, now } = reversal;
  if (amountMinor <= 0n) return;
  const { accountId, id: purchaseId } = purchase;
  const ctx = { accountId, now };
  const wantedMinor = amountMinor - alreadyTakenMinor;
  const description = REASONS[reason].en;
  const taken = { amountMinor: wantedMinor, purchaseId, description };
  const takenMinor = alreadyTakenMinor + (await reverseCredits({ ...ctx, db: tx }, taken));
  const owedMinor = amountMinor - takenMinor;
  await addReversed(tx, purchase, { takenMinor, owedMinor });
  if (owedMinor > 0n) await markOwing({ ...ctx, db: tx });

  const body = {
    purchaseId,
    reason,
    amount: toPrice(amountMinor),
    taken: toPrice(takenMinor),
    outstanding: toPrice(owedMinor),
  };
  await recordEvents({ db: tx, accountId }, [{ type: 'credits.reversed', body, createdAt: now }]);
  await mailReversal(tx, purchase, { reason, amountMinor, owedMinor });
  await issueCreditNote(tx, {
    accountId,
    purchaseId,
    amountMinor,
    reason: REASONS[reason],
    issuedAt: now,
  });
}

/**
 * Takes back the credits of the refunded sum that were not taken back before. Credits of an open
 * dispute are left until its outcome. Credits that were taken back for a refund that failed are
 * added again, as a purchase of its own with its own invoice; a later refund takes those first.
 */
export async function reverseRefunded(
  tx: Tx,
  { purchase, now }: { purchase: Purchase; now: Date },
): Promise<void> {
  const { openMinor, lostMinor } = await sumDisputed(tx, purchase);
  const restored = await selectRestoredParts(tx, purchase);
  const takenBackMinor = [purchase, ...restored].reduce((sum, one) => sum + takenBackOf(one), 0n);
  const restoredMinor = restored.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const shouldBeTakenMinor = creditsOf(purchase, purchase.refundedMinor) + lostMinor;
  let dueMinor = shouldBeTakenMinor - (takenBackMinor - restoredMinor);
  if (dueMinor < 0n) return restoreCredits(tx, { purchase, amountMinor: -dueMinor, now });

  for (const part of [...restored, purchase]) {
    const disputedMinor = part === purchase ? openMinor : 0n;
    const amountMinor = lesser(dueMinor, part.amountMinor - takenBackOf(part) - disputedMinor);
    if (amountMinor <= 0n) continue;
    await reversePurchase(tx, { purchase: part, reason: 'refunded', amountMinor, now });
    dueMinor -= amountMinor;
  }
}

function takenBackOf({ reversedMinor, owedMinor }: Purchase): bigint {
  return reversedMinor + owedMinor;
}

/** Adds the credits of a failed refund again, because the platform has kept the money. */
async function restoreCredits(
  tx: Tx,
  { purchase, amountMinor, now }: { purchase: Purchase; amountMinor: bigint; now: Date },
): Promise<void> {
  const vatMinor = vatOf(amountMinor, purchase.vatRateBasisPoints);
  const totalMinor = amountMinor + vatMinor;
  const part: Purchase = {
    ...newPurchase({ ...purchase, now }),
    ...costsOf({ ...purchase, amountMinor, vatMinor, totalMinor }),
    origin: purchase.origin,
    method: purchase.method,
    status: 'paid',
    paidAt: now,
    partOf: purchase.id,
    paymentMethodId: purchase.paymentMethodId,
    provider: purchase.provider,
    receivedMinor: totalMinor,
    coveredMinor: totalMinor,
  };
  await insertPurchase(tx, part);
  await creditPurchase(tx, { purchase: part, now });
}

/** Returns the cents of a purchase that are neither taken back, owed, nor disputed. */
export async function disputableMinor(tx: Tx, purchase: Purchase): Promise<bigint> {
  const { amountMinor, reversedMinor, owedMinor } = purchase;
  const { openMinor } = await sumDisputed(tx, purchase);
  const leftMinor = amountMinor - reversedMinor - owedMinor - openMinor;
  return leftMinor > 0n ? leftMinor : 0n;
}

/** Returns the credits for a part of the payment with VAT; both in cents. */
export function creditsOf({ amountMinor, totalMinor }: Purchase, paidMinor: bigint): bigint {
  if (paidMinor >= totalMinor) return amountMinor;
  return (paidMinor * amountMinor) / totalMinor;
}

function lesser(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
