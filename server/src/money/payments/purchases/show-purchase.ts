import { type Price, toPrice } from '../../../kernel/money.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import type { ReadScope } from '../../../platform/db/scope.ts';
import { requireSeller, type Seller } from '../../billing/index.ts';
import { sumFrozen } from '../disputes/dispute-store.ts';
import type { NextAction } from '../providers/provider.ts';
import { declineReason } from './decline.ts';
import type { Method, Origin, Purchase, PurchaseStatus } from './purchase.ts';

/** The bank account and the reference of a bank transfer. */
type TransferInstructions = {
  reference: string;
  amount: Price;
  accountHolder: string;
  bankName: string | null;
  iban: string | null;
  bic: string | null;
};

export type PurchaseView = {
  id: string;
  status: PurchaseStatus;
  origin: Origin;
  method: Method;
  amount: Price;
  vat: Price;
  total: Price;
  paymentMethodId: string | null;
  declineCode: string | null;
  declineReason: string | null;
  nextAction: NextAction | null;
  instructions: TransferInstructions | null;
  received: Price;
  partOf: string | null;
  invoiceNumber: string | null;
  frozen: Price;
  reversed: Price;
  outstanding: Price;
  createdAt: string;
  paidAt: string | null;
};

/** Returns purchases as the API shows them, with frozen credits and transfer instructions. */
export async function showPurchases(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  purchases: readonly Purchase[],
): Promise<PurchaseView[]> {
  const ids = purchases.map(({ id }) => id);
  const frozen = new Map(
    (await sumFrozen(scope.db, scope.accountId, ids)).map(({ id, frozenMinor }) => [
      id,
      frozenMinor,
    ]),
  );
  const isAwaited = purchases.some(({ status }) => status === 'awaiting_transfer');
  const seller = isAwaited ? await requireSeller(scope.db) : undefined;
  return purchases.map((purchase) => ({
    ...showAmounts(purchase, frozen.get(purchase.id) ?? 0n),
    instructions: seller ? instructionsFor(purchase, seller) : null,
  }));
}

/** Returns one purchase as the API shows it. */
export async function showPurchase(db: Queryable, purchase: Purchase): Promise<PurchaseView> {
  const [shown] = await showPurchases({ db, accountId: purchase.accountId }, [purchase]);
  return shown as PurchaseView;
}

type PurchaseAmountsView = Omit<PurchaseView, 'instructions'>;

function showAmounts(purchase: Purchase, frozenMinor: bigint): PurchaseAmountsView {
  const { id, status, origin, method, paymentMethodId, declineCode } = purchase;
  return {
    id,
    status,
    origin,
    method,
    amount: toPrice(purchase.amountMinor),
    vat: toPrice(purchase.vatMinor),
    total: toPrice(purchase.totalMinor),
    paymentMethodId,
    declineCode,
    declineReason: declineCode && declineReason(declineCode),
    nextAction: status === 'requires_action' ? purchase.nextAction : null,
    received: toPrice(purchase.receivedMinor),
    partOf: purchase.partOf,
    invoiceNumber: purchase.invoiceNumber,
    frozen: toPrice(frozenMinor),
    reversed: toPrice(purchase.reversedMinor),
    outstanding: toPrice(purchase.owedMinor),
    createdAt: purchase.createdAt.toISOString(),
    paidAt: purchase.paidAt?.toISOString() ?? null,
  };
}

function instructionsFor(purchase: Purchase, seller: Seller): TransferInstructions | null {
  const { status, reference, totalMinor, receivedMinor } = purchase;
  if (status !== 'awaiting_transfer' || reference === null) return null;
  const { legalName: accountHolder, bankName, iban, bic } = seller;
  const amount = toPrice(totalMinor - receivedMinor);
  return { reference, amount, accountHolder, bankName, iban, bic };
}
