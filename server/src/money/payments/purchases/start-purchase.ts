import type { Context } from '../../../kernel/context.ts';
import { formatAmount } from '../../../kernel/money.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { enqueueJob } from '../../../platform/jobs/index.ts';
import { spendWithKey } from '../../../tenancy/accounts/index.ts';
import { quotePurchase } from '../../billing/index.ts';
import { selectDefaultMethod, selectMethod } from '../methods/method-store.ts';
import { noSuchMethod, type PaymentMethod } from '../methods/payment-method.ts';
import { type Payments, requireProvider } from '../payments.ts';
import { newReference } from '../transfers/transfer-reference.ts';
import { CHARGE_TASK } from './advance-purchase.ts';
import { refuseManyDeclines } from './limit-declines.ts';
import { newPurchase } from './new-purchase.ts';
import { costsOf, type Method, type Origin, type Purchase, type PurchaseKey } from './purchase.ts';
import { insertPurchase } from './store.ts';

export type PurchaseAsked = {
  payments: Payments;
  /** Credits to buy, in cents without VAT, as `readPurchaseAmount` of billing allows. */
  amountMinor: bigint;
  origin: Origin;
  /** A card, unless a bank transfer is asked for. */
  method?: Method;
  /** Left out: the default card. */
  paymentMethodId?: string;
  /** What the buyer was told it would pay, in cents with VAT. */
  expectedTotalMinor?: bigint;
};

type Buyer = Pick<Context, 'accountId' | 'organizationId' | 'mode' | 'now'>;

/**
 * Begins to buy credits; a job charges the card after the commit. Refuses
 * `billing_details_required`, `payments_unavailable`, `payment_method_not_found`,
 * `payment_method_required`, `rate_limited` after many declines, `price_mismatch`,
 * `spend_limit_reached` (the total counts towards the daily limit of the calling key), and
 * `service_unavailable` while nobody sells.
 */
export async function startPurchase(
  scope: Pick<Scope, 'db'> & Buyer & Partial<Pick<Scope, 'actor' | 'dailySpendLimitMinor'>>,
  asked: PurchaseAsked,
): Promise<Purchase> {
  const { amountMinor, origin, expectedTotalMinor } = asked;
  const quote = await quotePurchase(scope.db, scope, amountMinor);
  const card = asked.method === 'bank_transfer' ? undefined : await chooseCard(scope, asked);
  if (card) await refuseManyDeclines(scope.db, { accountId: scope.accountId, cardId: card.id });
  if (expectedTotalMinor !== undefined && expectedTotalMinor !== quote.totalMinor) {
    throw priceMismatch(quote.totalMinor);
  }
  await spendWithKey(scope, quote.totalMinor);

  const purchase: Purchase = {
    ...newPurchase(scope),
    ...costsOf(quote),
    origin,
    ...(card ? byCard(card) : BY_TRANSFER),
  };
  if (!card) purchase.reference = newReference();
  await insertPurchase(scope.db, purchase);
  if (card) await enqueueCharge(scope.db, purchase);
  return purchase;
}

/** Queues the talk with the provider; one at a time is enough. */
export async function enqueueCharge(tx: Tx, { accountId, id }: PurchaseKey): Promise<void> {
  const payload = { accountId, id };
  await enqueueJob(tx, { task: CHARGE_TASK, payload, jobKey: `${CHARGE_TASK}:${id}` });
}

const BY_TRANSFER = {
  method: 'bank_transfer',
  status: 'awaiting_transfer',
  paymentMethodId: null,
  provider: null,
} as const;

function byCard({ id, provider }: PaymentMethod) {
  return { method: 'card', status: 'pending', paymentMethodId: id, provider } as const;
}

/**
 * The card that a purchase of the account would charge. Refuses `payments_unavailable`,
 * `payment_method_not_found` and `payment_method_required`.
 */
export async function chooseCard(
  { db: tx, accountId, mode }: Pick<Scope, 'db'> & Pick<Buyer, 'accountId' | 'mode'>,
  { payments, paymentMethodId: id }: Pick<PurchaseAsked, 'payments' | 'paymentMethodId'>,
): Promise<PaymentMethod> {
  const { name: provider } = requireProvider(payments, mode);
  if (id !== undefined) {
    const chosen = await selectMethod(tx, { accountId, provider, id });
    if (!chosen) throw noSuchMethod();
    return chosen;
  }
  const preset = await selectDefaultMethod(tx, { accountId, provider });
  if (preset) return preset;
  const detail = 'The account has no card yet: add one, or pay by bank transfer.';
  throw new Refusal('payment_method_required', detail);
}

function priceMismatch(totalMinor: bigint): Refusal {
  const detail = `The total with VAT is ${formatAmount(totalMinor)}.`;
  return new Refusal('price_mismatch', detail);
}
