export type { BillingDetails, Worded } from './billing-details.ts';
export { createBillingTasks } from './billing-tasks.ts';
export { readBillingDetails } from './details-store.ts';
export { type CreditNoteDraft, issueCreditNote } from './issue-credit-note.ts';
export { type InvoiceDraft, issueInvoice } from './issue-invoice.ts';
export { markInvoicePaid } from './mark-invoice-paid.ts';
export {
  MAX_PURCHASE_MINOR,
  MIN_PURCHASE_MINOR,
  type Quote,
  quotePurchase,
  readPurchaseAmount,
} from './quote.ts';
export { readSeller } from './read-seller.ts';
export { resetDocuments } from './reset-documents.ts';
export { registerBillingRoutes } from './routes.ts';
export type { Seller } from './seller.ts';
export { selectSeller as findSeller } from './seller-store.ts';
export { type BillingDetailsInput, setBillingDetails } from './set-billing-details.ts';
export { type SellerInput, setSeller } from './set-seller.ts';
export { type VatTreatment, vatOf } from './vat.ts';
export { type CheckVatIdOnline, createVatRegister } from './vat-register.ts';
