import { toPrice } from '../../../kernel/money.ts';
import { recordEvents } from '../../../messaging/events/index.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { startOwing } from '../../../tenancy/accounts/index.ts';
import { issueCreditNote, vatOf, type Worded } from '../../billing/index.ts';
import { reverseCredits } from '../../credits/index.ts';
import { creditPurchase } from '../purchases/credit-purchase.ts';
import { newPurchase } from '../purchases/new-purchase.ts';
import { costsOf, type Purchase } from '../purchases/purchase.ts';
import { insertPurchase, selectRestored } from '../purchases/store.ts';
import { addReversed } from './debt-store.ts';
import { sumDisputed } from './dispute-store.ts';
import { tellReversal } from './payment-mails.ts';

export type ReversalReason = 'refunded' | 'dispute_lost';

const WORDS = {
  refunded: { en: 'Payment refunded', de: 'Zahlung erstattet' },
  dispute_lost: { en: 'Dispute lost', de: 'Zahlung zurückgebucht' },
} as const satisfies Record<ReversalReason, Worded>;

export type Reversal = {
  purchase: Purchase;
  reason: ReversalReason;
  /** All that goes back, in cents of credits. */
  amountMinor: bigint;
  /** So much of it was frozen and has been taken already. */
  alreadyTakenMinor?: bigint;
  now: Date;
};

/**
 * Takes back credits whose payment went back, under the lock of the books. What was spent is owed,
 * and the account sells nothing until it is covered. A credit note says it to the tax office, an
 * event and a mail to the account.
 */
export async function reversePurchase(tx: Tx, reversal: Reversal): Promise<void> {
  const { purchase, reason, amountMinor, alreadyTakenMinor = 0n, now } = reversal;
  if (amountMinor <= 0n) return;
  const { accountId, id: purchaseId } = purchase;
  const ctx = { accountId, now };
  const wantedMinor = amountMinor - alreadyTakenMinor;
  const description = WORDS[reason].en;
  const taken = { amountMinor: wantedMinor, purchaseId, description };
  const takenMinor = alreadyTakenMinor + (await reverseCredits({ ...ctx, db: tx }, taken));
  const owedMinor = amountMinor - takenMinor;
  await addReversed(tx, purchase, { takenMinor, owedMinor });
  if (owedMinor > 0n) await startOwing({ ...ctx, db: tx });

  const body = {
    ...{ purchaseId, reason },
    ...{ amount: toPrice(amountMinor), taken: toPrice(takenMinor), owed: toPrice(owedMinor) },
  };
  await recordEvents({ db: tx, accountId }, [{ type: 'credits.reversed', body, createdAt: now }]);
  await tellReversal(tx, purchase, { reason, amountMinor, owedMinor });
  await issueCreditNote(tx, {
    ...{ accountId, purchaseId, amountMinor },
    reason: WORDS[reason],
    issuedAt: now,
  });
}

/**
 * Takes back what is refunded of the payment and was not taken back: all of it except what an open
 * dispute is about, which its end decides. What was taken back for a refund that failed is given
 * again, as a purchase of its own with its own invoice; a later refund takes that back first.
 */
export async function reverseRefunded(
  tx: Tx,
  { purchase, now }: { purchase: Purchase; now: Date },
): Promise<void> {
  const { openMinor, lostMinor } = await sumDisputed(tx, purchase);
  const restored = await selectRestored(tx, purchase);
  const goneMinor = [purchase, ...restored].reduce((sum, one) => sum + goneOf(one), 0n);
  const restoredMinor = restored.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const shouldBeGoneMinor = creditsOf(purchase, purchase.refundedMinor) + lostMinor;
  let dueMinor = shouldBeGoneMinor - (goneMinor - restoredMinor);
  if (dueMinor < 0n) return restoreCredits(tx, { purchase, amountMinor: -dueMinor, now });

  for (const part of [...restored, purchase]) {
    const disputedMinor = part === purchase ? openMinor : 0n;
    const amountMinor = lesser(dueMinor, part.amountMinor - goneOf(part) - disputedMinor);
    if (amountMinor <= 0n) continue;
    await reversePurchase(tx, { purchase: part, reason: 'refunded', amountMinor, now });
    dueMinor -= amountMinor;
  }
}

function goneOf({ reversedMinor, owedMinor }: Purchase): bigint {
  return reversedMinor + owedMinor;
}

/** The money of a failed refund is the platform's again, so the account has its credits again. */
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

/** What of a purchase may still be disputed: neither taken, owed, nor disputed. In cents. */
export async function disputableMinor(tx: Tx, purchase: Purchase): Promise<bigint> {
  const { amountMinor, reversedMinor, owedMinor } = purchase;
  const { openMinor } = await sumDisputed(tx, purchase);
  const leftMinor = amountMinor - reversedMinor - owedMinor - openMinor;
  return leftMinor > 0n ? leftMinor : 0n;
}

/** The credits that a part of the payment, with VAT, has bought; both in cents. */
export function creditsOf({ amountMinor, totalMinor }: Purchase, paidMinor: bigint): bigint {
  if (paidMinor >= totalMinor) return amountMinor;
  return (paidMinor * amountMinor) / totalMinor;
}

function lesser(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
