import { audit, type Context } from '../../../kernel/context.ts';
import { formatAmount, toPrice } from '../../../kernel/money.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { enqueueJob } from '../../../platform/jobs/index.ts';
import { requireNoMandate, spendWithKey } from '../../../tenancy/accounts/index.ts';
import { quotePurchase } from '../../billing/index.ts';
import { selectDefaultMethod, selectMethod } from '../methods/method-store.ts';
import { noSuchMethod, type PaymentMethod } from '../methods/payment-method.ts';
import { type Payments, requireProvider } from '../payments.ts';
import { newReference } from '../transfers/transfer-reference.ts';
import { CHARGE_TASK } from './advance-purchase.ts';
import { refuseManyDeclines } from './limit-declines.ts';
import { newPurchase } from './new-purchase.ts';
import { costsOf, type Method, type Origin, type Purchase, type PurchaseKey } from './purchase.ts';
import { insertPurchase } from './purchase-store.ts';

export type PurchaseRequest = {
  payments: Payments;
  /** The credits to buy, in cents without VAT, within the limits of `readPurchaseAmount`. */
  amountMinor: bigint;
  origin: Origin;
  /** Default: a card. */
  method?: Method;
  /** Default: the default card. */
  paymentMethodId?: string;
  /** The total that the buyer has seen, in cents with VAT. */
  expectedTotalMinor?: bigint;
};

type Buyer = Pick<Context, 'accountId' | 'organizationId' | 'mode' | 'now'>;

/**
 * Starts a purchase of credits; a job charges the card after the commit. The total counts towards
 * the daily limit of the calling key. Throws `forbidden` for a key with a mandate,
 * `billing_details_required`, `payments_unavailable`,
 * `payment_method_not_found`, `payment_method_required`, `rate_limited` after many declines,
 * `price_mismatch`, `spend_limit_reached`, and `billing_not_set_up` while no seller is set.
 */
export async function startPurchase(
  scope: Pick<Scope, 'db'> &
    Buyer &
    Partial<Pick<Scope, 'actor' | 'dailySpendLimitMinor' | 'mandate' | 'changes'>>,
  asked: PurchaseRequest,
): Promise<Purchase> {
  requireNoMandate(scope);
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
    ...(card ? cardFields(card) : TRANSFER_FIELDS),
  };
  if (!card) purchase.reference = newReference();
  await insertPurchase(scope.db, purchase);
  if (card) await enqueueCharge(scope.db, purchase);
  const { id, method, totalMinor } = purchase;
  audit(scope, {
    action: 'purchase.started',
    target: id,
    before: null,
    after: { method, total: toPrice(totalMinor) },
  });
  return purchase;
}

/** Queues the job that charges a purchase; one waiting job for each purchase is enough. */
export async function enqueueCharge(tx: Tx, { accountId, id }: PurchaseKey): Promise<void> {
  const payload = { accountId, id };
  await enqueueJob(tx, { task: CHARGE_TASK, payload, jobKey: `${CHARGE_TASK}:${id}` });
}

const TRANSFER_FIELDS = {
  method: 'bank_transfer',
  status: 'awaiting_transfer',
  paymentMethodId: null,
  provider: null,
} as const;

function cardFields({ id, provider }: PaymentMethod) {
  return { method: 'card', status: 'pending', paymentMethodId: id, provider } as const;
}

/**
 * Returns the card that a purchase of the account would charge. Throws `payments_unavailable`,
 * `payment_method_not_found` and `payment_method_required`.
 */
export async function chooseCard(
  { db: tx, accountId, mode }: Pick<Scope, 'db'> & Pick<Buyer, 'accountId' | 'mode'>,
  { payments, paymentMethodId: id }: Pick<PurchaseRequest, 'payments' | 'paymentMethodId'>,
): Promise<PaymentMethod> {
  const { name: provider } = requireProvider(payments, mode);
  if (id !== undefined) {
    const chosen = await selectMethod(tx, { accountId, provider, id });
    if (!chosen) throw noSuchMethod();
    return chosen;
  }
  const preset = await selectDefaultMethod(tx, { accountId, provider });
  if (preset) return preset;
  const detail = 'The account has no card. Add one, or pay by bank transfer.';
  throw new Refusal('payment_method_required', detail);
}

function priceMismatch(totalMinor: bigint): Refusal {
  const detail = `The total with VAT is ${formatAmount(totalMinor)}.`;
  return new Refusal('price_mismatch', detail);
}
