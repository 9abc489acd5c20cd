import { toPrice } from '../../../kernel/money.ts';
import { recordEvents } from '../../../messaging/events/index.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { issueInvoice, type LocalizedText } from '../../billing/index.ts';
import { addCredits, spendable } from '../../credits/index.ts';
import { collectOwed } from '../disputes/collect-owed.ts';
import { selectCardLabel } from '../methods/method-store.ts';
import { costsOf, type Purchase } from './purchase.ts';
import { updateInvoiceNumber } from './purchase-store.ts';

/**
 * Adds the credits of a paid purchase, in the transaction that marked it paid: records the event,
 * collects debts of the account, and issues the invoice.
 */
export async function creditPurchase(
  tx: Tx,
  { purchase, now }: { purchase: Purchase; now: Date },
): Promise<void> {
  const { accountId, id: purchaseId, amountMinor, origin } = purchase;
  const type = origin === 'auto_top_up' ? 'auto_top_up' : 'credit_purchase';
  const description = describePurchase(purchase).en;
  const ctx = { accountId, now };
  const books = await addCredits(
    { ...ctx, db: tx },
    { amountMinor, type, description, purchaseId },
  );
  await recordEvents({ db: tx, accountId }, [
    {
      type: 'credits.added',
      body: {
        purchaseId,
        origin,
        amount: toPrice(amountMinor),
        balance: toPrice(books.postedMinor),
        available: toPrice(spendable(books)),
      },
      createdAt: now,
    },
  ]);
  await collectOwed({ ...ctx, db: tx });
  await invoicePurchase(tx, purchase, now);
}

async function invoicePurchase(tx: Tx, purchase: Purchase, now: Date): Promise<void> {
  const { accountId, organizationId, mode, id: purchaseId } = purchase;
  const invoice = await issueInvoice(tx, {
    organizationId,
    accountId,
    mode,
    purchaseId,
    description: describePurchase(purchase),
    quote: costsOf(purchase),
    paymentMethod: await paymentMethodText(tx, purchase),
    ...(purchase.reference !== null && { paymentReference: purchase.reference }),
    issuedAt: now,
    paidAt: now,
  });
  await updateInvoiceNumber(tx, purchase, invoice.number);
}

/** Returns the payment method as printed on the invoice: `Visa •••• 4242`. */
async function paymentMethodText(
  tx: Tx,
  { accountId, paymentMethodId: id }: Purchase,
): Promise<LocalizedText> {
  const card = id === null ? undefined : await selectCardLabel(tx, { accountId, id });
  if (!card) return { en: 'Bank transfer', de: 'Überweisung' };
  const { brand, lastFour } = card;
  return `${brand.slice(0, 1).toUpperCase()}${brand.slice(1)} •••• ${lastFour}`;
}

/** Returns the description in English for the ledger, and in all languages for the invoice. */
function describePurchase({ method, origin, reference }: Purchase) {
  if (origin === 'auto_top_up') {
    return { en: 'Automatic top-up', de: 'Automatische Aufladung' };
  }
  if (method === 'card') {
    return { en: 'Credits bought by card', de: 'Guthaben, mit Karte gekauft' };
  }
  const by = reference === null ? '' : ` ${reference}`;
  return {
    en: `Credits bought by bank transfer${by}`,
    de: `Guthaben, durch Überweisung gekauft${by}`,
  };
}
