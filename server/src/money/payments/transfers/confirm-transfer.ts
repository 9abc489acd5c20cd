import { audit } from '../../../kernel/context.ts';
import { toPrice } from '../../../kernel/money.ts';
import { invalid, Refusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { readClock } from '../../../tenancy/accounts/index.ts';
import { lockCredits } from '../../credits/index.ts';
import type { Payments } from '../payments.ts';
import { creditPurchase } from '../purchases/credit-purchase.ts';
import { newPurchase } from '../purchases/new-purchase.ts';
import { costsOf, type Purchase } from '../purchases/purchase.ts';
import {
  addReceived,
  insertPurchase,
  moveStatus,
  selectByReference,
  selectPurchase,
  selectPurchaseForUpdate,
  updateCosts,
} from '../purchases/purchase-store.ts';
import { insertReceipt } from './receipt-store.ts';
import { splitReceipt } from './split-receipt.ts';
import { findReferences } from './transfer-reference.ts';

export type TransferReceipt = {
  payments: Payments;
  /** The bank's id of this statement entry; each entry counts once. */
  entryId: string;
  /** The text of the transfer, as the payer wrote it. */
  reference: string;
  /** In cents, with VAT. */
  receivedMinor: bigint;
  receivedAt: Date;
  note?: string | null;
};

/**
 * Credits money that was received by bank transfer. Less than the total is credited as a part, and
 * the rest stays open; more than the total is credited too. Money is never refused, not even for a
 * purchase that was canceled. Returns the purchase of the reference. Throws `invalid_request`,
 * `purchase_not_found`, and `invalid_state` if the statement entry was counted before.
 */
export async function confirmTransfer(
  scope: Pick<Scope, 'db' | 'changes'>,
  receipt: TransferReceipt,
): Promise<Purchase> {
  const { payments, entryId, receivedMinor } = receipt;
  if (receivedMinor <= 0n) throw invalid('/received', 'must be above zero');
  const purchase = await lockByReference(scope.db, receipt.reference);
  const { accountId, id } = purchase;
  const now = await readClock(scope.db, { accountId, realNow: payments.realNow() });
  const isNew = await insertReceipt(scope.db, {
    ...{ entryId, accountId, purchaseId: id, receivedMinor, confirmedAt: now },
    receivedAt: receipt.receivedAt,
    note: receipt.note ?? null,
  });
  if (!isNew) throw new Refusal('invalid_state', 'This bank entry was already confirmed.');

  await creditReceipt(scope.db, payments, { purchase, receivedMinor, now });
  audit(scope, {
    action: 'purchase.transfer_confirmed',
    target: id,
    before: null,
    after: { entryId, received: toPrice(receivedMinor) },
  });
  return (await selectPurchase(scope.db, purchase)) ?? purchase;
}

/** Returns and locks the purchase that the text of a transfer names, with its ledger. */
export async function lockByReference(tx: Tx, text: string): Promise<Purchase> {
  const named = await selectByReference(tx, readReference(text));
  if (!named) throw new Refusal('purchase_not_found', 'No purchase has this reference.');
  await lockCredits({ db: tx, accountId: named.accountId });
  const locked = await selectPurchaseForUpdate(tx, named);
  if (!locked) throw new Refusal('purchase_not_found', 'No purchase has this reference.');
  return locked;
}

/** Returns the reference in the text; throws if there is none, a mistyped one, or two. */
function readReference(text: string): string {
  const { right, mistyped } = findReferences(text);
  const [reference, other] = right;
  if (reference && other) {
    throw invalid('/reference', `must name one purchase, but names ${right.join(' and ')}`);
  }
  if (reference) return reference;
  const [wrong] = mistyped;
  if (!wrong) throw new Refusal('purchase_not_found', 'The text contains no payment reference.');
  const detail = `The check character of ${wrong} is wrong: the reference was mistyped.`;
  throw new Refusal('purchase_not_found', detail);
}

type CreditedReceipt = { purchase: Purchase; receivedMinor: bigint; now: Date };

async function creditReceipt(
  tx: Tx,
  payments: Payments,
  { purchase, receivedMinor, now }: CreditedReceipt,
): Promise<void> {
  const { coveredMinor, totalMinor, status } = purchase;
  const openMinor = totalMinor - coveredMinor;
  // Cents of earlier receipts that were too few for a credit count now.
  const sumMinor = purchase.receivedMinor - coveredMinor + receivedMinor;
  const isWhole = sumMinor === totalMinor && coveredMinor === 0n;
  const worth = isWhole ? costsOf(purchase) : splitReceipt(sumMinor, costsOf(purchase));
  const isCredited = worth.amountMinor > 0n;
  await addReceived(tx, purchase, {
    receivedMinor,
    coveredMinor: isCredited ? worth.totalMinor : 0n,
  });
  if (!isCredited) return;

  if (status === 'paid' || sumMinor < openMinor) {
    await creditPart(tx, { ...purchase, ...worth }, now);
    return;
  }
  await updateCosts(tx, { ...purchase, ...worth });
  const paid = await moveStatus(tx, purchase, { status: 'paid', paidAt: now });
  if (!paid) throw new Error(`purchase ${purchase.id} was not settled`);
  await creditPurchase(tx, { purchase: paid, now });
  for (const listen of payments.onSettled) await listen(tx, { purchase: paid, now });
}

/** Credits a sum that is not the whole total, as a purchase of its own with its own invoice. */
async function creditPart(tx: Tx, of: Purchase, now: Date): Promise<void> {
  const part: Purchase = {
    ...newPurchase({ ...of, now }),
    ...costsOf(of),
    origin: of.origin,
    method: of.method,
    status: 'paid',
    paidAt: now,
    partOf: of.id,
    paymentMethodId: null,
    provider: null,
    receivedMinor: of.totalMinor,
    coveredMinor: of.totalMinor,
  };
  await insertPurchase(tx, part);
  await creditPurchase(tx, { purchase: part, now });
}
