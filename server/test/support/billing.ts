import { newId } from '../../src/kernel/ids.ts';
import {
  type BillingDetailsInput,
  type InvoiceDraft,
  issueInvoice,
  quotePurchase,
  setBillingDetails,
  setSeller,
} from '../../src/money/billing/index.ts';
import type { Database } from '../../src/platform/db/database.ts';

/** An operator in Vienna. */
export const SELLER = {
  legalName: 'Gigastore Betriebs GmbH',
  addressLine1: 'Praterstraße 1',
  postalCode: '1020',
  city: 'Wien',
  country: 'AT',
  vatId: 'ATU13585627',
  email: 'billing@operator.test',
  bankName: 'Bank Austria',
  iban: 'AT611904300234573201',
  bic: 'BKAUATWW',
};

/** A company in Berlin, which is charged in reverse. */
export const BUYER: BillingDetailsInput = {
  legalName: 'Acme Travel GmbH',
  addressLine1: 'Unter den Linden 1',
  postalCode: '10117',
  city: 'Berlin',
  country: 'DE',
  vatId: 'DE136695976',
  billingEmail: 'billing@acme.test',
};

/** Sets the seller: `SELLER`, but for what is given. */
export function openSeller(db: Database, more: Partial<typeof SELLER> = {}) {
  const now = new Date();
  return db.transaction((tx) => setSeller(tx, { ...SELLER, ...more, now }));
}

/** Sets the billing details: `BUYER`, but for what is given. */
export function openBuyer(
  db: Database,
  organizationId: string,
  more: Partial<BillingDetailsInput> = {},
) {
  const ctx = { organizationId, now: new Date(), changes: [] };
  return db.transaction((tx) => setBillingDetails({ ...ctx, db: tx }, { ...BUYER, ...more }));
}

/** Issues the paid invoice of a purchase of 100.00 USD on a sandbox account. */
export function sampleInvoice(
  db: Database,
  owner: Pick<InvoiceDraft, 'organizationId' | 'accountId'> & Partial<InvoiceDraft>,
) {
  return db.transaction(async (tx) => {
    const issuedAt = owner.issuedAt ?? new Date();
    const quote = await quotePurchase(tx, { ...owner, now: issuedAt }, 10_000n);
    const purchaseId = newId();
    const terms = { description: 'Credits', paymentMethod: 'Visa •••• 4242', paidAt: issuedAt };
    const draft = { mode: 'sandbox' as const, purchaseId, quote, issuedAt, ...terms, ...owner };
    return { ...(await issueInvoice(tx, draft)), purchaseId: draft.purchaseId };
  });
}
