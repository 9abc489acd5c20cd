import { toPrice } from '../../../kernel/money.ts';
import { recordEvents } from '../../../messaging/events/index.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { startOwing } from '../../../tenancy/accounts/index.ts';
import { issueCreditNote, type Worded } from '../../billing/index.ts';
import { reverseCredits } from '../../credits/index.ts';
import type { Purchase } from '../purchases/purchase.ts';
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
 * Takes back what was refunded of the payment and has not been taken back: all of it but what an
 * open dispute is about, which its end decides.
 */
export async function reverseRefunded(
  tx: Tx,
  { purchase, now }: { purchase: Purchase; now: Date },
): Promise<void> {
  const { amountMinor: wholeMinor, reversedMinor, owedMinor, refundedMinor } = purchase;
  const { openMinor, lostMinor } = await sumDisputed(tx, purchase);
  const goneMinor = reversedMinor + owedMinor;
  const dueMinor = creditsOf(purchase, refundedMinor) + lostMinor - goneMinor;
  const amountMinor = lesser(dueMinor, wholeMinor - goneMinor - openMinor);
  await reversePurchase(tx, { purchase, reason: 'refunded', amountMinor, now });
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
