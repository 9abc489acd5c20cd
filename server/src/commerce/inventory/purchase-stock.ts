import { type AuditTrail, audit, type Context } from '../../kernel/context.ts';
import { formatAmount, type Price, toMinor, toPrice } from '../../kernel/money.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import { chargeCredits } from '../../money/credits/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { PriceInput } from '../../platform/http/schemas.ts';
import { refuseWhileSuspended, spendOnStock } from '../../tenancy/accounts/index.ts';
import { type InventoryItem, type InventoryItemView, showInventoryItem } from './inventory-item.ts';
import { raiseInventoryVersion } from './inventory-version-store.ts';
import { selectItemForUpdate } from './item-store.ts';
import { itemNotFound } from './read-inventory-item.ts';
import { addStock } from './stock-store.ts';

/** The largest number of units of one request. */
export const MAX_UNITS = 100_000;
/** The largest number of units of one item, far below the range of the column. */
export const MAX_STOCK_UNITS = 1_000_000_000;

type Buyer = Pick<Scope, 'db' | 'accountId' | 'now'> &
  AuditTrail &
  Partial<Pick<Context, 'actor' | 'isAgent' | 'dailySpendLimitMinor' | 'mandate'>>;

export type PurchaseStock = { id: string; units: number; expectedPrice?: PriceInput };

/**
 * Buys units of an item in advance at its wholesale price. Throws `inventory_item_not_found`,
 * `inventory_item_inactive`, `account_suspended` while the account may not sell, `price_mismatch`,
 * `invalid_request` if the stock would exceed `MAX_STOCK_UNITS`, `insufficient_credits`, and
 * `spend_limit_reached` and `mandate_exceeded`, since stock counts towards the limits of a key.
 */
export async function purchaseStock(
  scope: Buyer,
  { id, units, expectedPrice }: PurchaseStock,
): Promise<{ item: InventoryItemView; charged: Price }> {
  // The item is locked before the credits, as in a sale, so that no two wait for each other.
  const item = await selectItemForUpdate(scope.db, scope.accountId, id);
  if (!item) throw itemNotFound();
  refuseUnlessForSale(item);
  await refuseWhileSuspended(scope);
  refuseUnlessPrice(item, expectedPrice);
  refuseUnlessRoom(item, units);
  const amountMinor = BigInt(units) * item.wholesaleMinor;
  const description = `Stock: ${units} × ${item.name}`;
  await chargeCredits(scope, { amountMinor, type: 'stock_purchase', description });
  await spendOnStock(scope, { amountMinor, item });

  await addStock(scope.db, scope.accountId, { id: item.id, units });
  await raiseInventoryVersion(scope);
  const stocked = { ...item, stockUnits: item.stockUnits + units };
  const charged = toPrice(amountMinor);
  audit(scope, {
    action: 'inventory_item.stock_bought',
    target: item.id,
    before: { units: item.stockUnits },
    after: { units: stocked.stockUnits, charged },
  });
  return { item: showInventoryItem(stocked), charged };
}

function refuseUnlessForSale(item: InventoryItem): void {
  if (item.active) return;
  throw new Refusal('inventory_item_inactive', `${item.name} is not for sale.`);
}

function refuseUnlessPrice(item: InventoryItem, expected: PriceInput | undefined): void {
  if (expected === undefined) return;
  const isSame =
    expected.currencyCode === 'USD' && toMinor(expected.priceValue) === item.wholesaleMinor;
  if (isSame) return;
  const price = formatAmount(item.wholesaleMinor);
  throw new Refusal('price_mismatch', `One unit of ${item.name} costs ${price}.`);
}

function refuseUnlessRoom(item: InventoryItem, units: number): void {
  const room = MAX_STOCK_UNITS - item.stockUnits;
  if (units <= room) return;
  throw invalid('/units', `must be at most ${room}: an item holds ${MAX_STOCK_UNITS} in stock`);
}
