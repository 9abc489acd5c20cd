export { addCredits } from './add-credits.ts';
export { chargeCredits, insufficientCredits } from './charge-credits.ts';
export { type CreditDay, readCreditDays } from './credit-days.ts';
export { CREDITS_FELL_TASK, type CreditMark, type CreditsFell } from './credit-marks.ts';
export { endHold, endHolds } from './end-hold.ts';
export type { EntryView } from './entry.ts';
export { type ExpiringScope, expireHolds } from './expire-holds.ts';
export { holdCredits, holdExpiry } from './hold-credits.ts';
export { selectAccountsWithExpired } from './hold-store.ts';
export { lockAllCredits, lockCredits, postAllTransfers, postTransfers } from './post-transfers.ts';
export { readCredits } from './read-credits.ts';
export { freezeCredits, reverseCredits } from './reverse-credits.ts';
export { registerCreditRoutes } from './routes.ts';
export {
  clearTopUpPending,
  markTopUpPending,
  openLedger,
  resetLedger,
  setCreditMark,
  updateCreditLimit,
} from './store.ts';
export { SUM_TRANSFERS_TASK, sumTransfersEverywhere } from './sum-transfers.ts';
export {
  type LockedCredits,
  type Payable,
  payableOf,
  spendable,
  type TransferDraft,
  type TransferType,
} from './transfer.ts';
