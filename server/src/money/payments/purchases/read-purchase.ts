import { isUuid } from '../../../kernel/ids.ts';
import { invalid, Refusal } from '../../../kernel/refusal.ts';
import type { ReadScope } from '../../../platform/db/scope.ts';
import type { Purchase } from './purchase.ts';
import { type PurchaseFilter, selectPurchase, selectPurchases } from './purchase-store.ts';

/** Returns a purchase of the account; throws `purchase_not_found`. */
export async function readPurchase(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  id: string,
): Promise<Purchase> {
  const purchase = await selectPurchase(scope.db, { accountId: scope.accountId, id });
  if (!purchase) throw noSuchPurchase();
  return purchase;
}

/** Returns the account's purchases, newest first, starting behind the id `after`. */
export async function listPurchases(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  { after, ...filter }: PurchaseFilter & { limit: number; after?: string },
): Promise<Purchase[]> {
  if (after !== undefined && !isUuid(after)) {
    throw invalid('/after', 'must be a nextCursor of this list');
  }
  return selectPurchases(scope.db, scope.accountId, { ...filter, below: after });
}

export function noSuchPurchase(): Refusal {
  return new Refusal('purchase_not_found', 'The account has no purchase with this ID.');
}
