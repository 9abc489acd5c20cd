export type { LocalizedText } from './billing-details.ts';
export { createBillingTasks } from './billing-tasks.ts';
export { readBillingDetails } from './details-store.ts';
export { resetDocuments } from './document-store.ts';
export { issueCreditNote } from './issue-credit-note.ts';
export { type InvoiceDraft, issueInvoice } from './issue-invoice.ts';
export {
  MAX_PURCHASE_MINOR,
  MIN_PURCHASE_MINOR,
  type Quote,
  quotePurchase,
  readPurchaseAmount,
} from './quote.ts';
export { requireSeller } from './require-seller.ts';
export { registerBillingRoutes } from './routes.ts';
export { type BankAccount, bankAccountOf, type Seller } from './seller.ts';
export { findSeller, lockSeller, saveSeller } from './seller-store.ts';
export { setBillingCountry } from './set-billing-country.ts';
export { type BillingDetailsInput, setBillingDetails } from './set-billing-details.ts';
export { checkSeller, type SellerInput, setSeller } from './set-seller.ts';
export { vatOf } from './vat.ts';
export { createVatRegister } from './vat-register.ts';
