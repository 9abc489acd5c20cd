import type { Database } from '../../../platform/db/database.ts';
import { readClock } from '../../../tenancy/accounts/index.ts';
import { selectChargeTokens } from '../methods/method-store.ts';
import type { Payments } from '../payments.ts';
import {
  type CardProvider,
  CardRefused,
  type IntentState,
  type Payment,
} from '../providers/provider.ts';
import { hasManyDeclines } from './limit-declines.ts';
import type { Purchase, PurchaseKey } from './purchase.ts';
import { claimPurchase, updateIntent } from './purchase-store.ts';
import { settlePurchase } from './settle-purchase.ts';

/** The job that charges one purchase or asks its provider about it. */
export const CHARGE_TASK = 'charge-purchase';
/** A payment that is still open after a day is canceled. */
const OPEN_MS = 86_400_000;

export type AdvanceParts = { db: Database; payments: Payments };

/**
 * Advances a card purchase as far as possible: charges it, or asks the provider for its state. It
 * may run any number of times and concurrently: the payment is opened under a key of the purchase
 * and saved before it is confirmed, and the state of a payment that may have been confirmed is
 * read first. Throws if the provider does not answer.
 */
export async function advancePurchase(
  { db, payments }: AdvanceParts,
  key: PurchaseKey,
): Promise<void> {
  const purchase = await db.transaction((tx) => claimPurchase(tx, key));
  if (!purchase?.provider) return;
  const provider = payments.providerNamed(purchase.provider);
  if (!provider) throw new Error(`the provider ${purchase.provider} is no longer configured`);

  const now = await readClock(db, { accountId: key.accountId, realNow: payments.realNow() });
  const isUnwanted =
    purchase.cancelAskedAt !== null || now.getTime() - purchase.createdAt.getTime() > OPEN_MS;
  const asking = { provider, purchase, isUnwanted };
  const state = await askProvider(db, asking).catch((error: unknown): IntentState => {
    if (error instanceof CardRefused) return { status: 'declined', code: error.code };
    throw error;
  });
  await db.transaction((tx) => settlePurchase(tx, payments, { key, state }));
}

type ProviderCall = { provider: CardProvider; purchase: Purchase; isUnwanted: boolean };

async function askProvider(
  db: Database,
  { provider, purchase, isUnwanted }: ProviderCall,
): Promise<IntentState> {
  if (!purchase.intentToken) {
    if (isUnwanted) return { status: 'canceled' };
    const { accountId, paymentMethodId: cardId } = purchase;
    if (cardId && (await hasManyDeclines(db, { accountId, cardId }))) {
      return { status: 'declined', code: 'too_many_declines' };
    }
    return openAndConfirm(db, provider, purchase);
  }
  const state = await provider.readIntent(purchase.intentToken);
  const isOpen = state.status === 'unconfirmed' || state.status === 'requires_action';
  if (isOpen && isUnwanted) return provider.cancelIntent(purchase.intentToken);
  if (state.status !== 'unconfirmed' || purchase.status !== 'pending') return state;
  return provider.confirmIntent(await paymentOf(db, purchase), purchase.intentToken);
}

async function openAndConfirm(
  db: Database,
  provider: CardProvider,
  purchase: Purchase,
): Promise<IntentState> {
  const payment = await paymentOf(db, purchase);
  const intentToken = await provider.openIntent(payment);
  await updateIntent(db, purchase, intentToken);
  return provider.confirmIntent(payment, intentToken);
}

async function paymentOf(db: Database, purchase: Purchase): Promise<Payment> {
  const { accountId, id: purchaseId, totalMinor, origin, paymentMethodId } = purchase;
  const charge =
    paymentMethodId && (await selectChargeTokens(db, { accountId, id: paymentMethodId }));
  if (!charge) throw new Error(`purchase ${purchaseId} has no card`);
  return { accountId, purchaseId, totalMinor, isOffSession: origin === 'auto_top_up', ...charge };
}
