import type { Scope } from '../../platform/db/scope.ts';
import { insertInventoryVersion, raiseInventoryVersion } from './store.ts';

export { activationModesOf, type InventoryItemView, type ItemForSale } from './inventory-item.ts';
export { anInventoryItem, InventoryItemSchema } from './inventory-item-schema.ts';
export { loadItemsForSale } from './load-items-for-sale.ts';
export { offerCatalogue } from './offer-catalogue.ts';
export { type OfferedItem, offerItems } from './offer-items.ts';
export { purchaseStock } from './purchase-stock.ts';
export { registerInventoryRoutes } from './routes.ts';
export { deductStockUnits, lockStock } from './stock.ts';
export { type OfferedPrice, type PricedWhere, readOfferedPrices } from './wholesale-price.ts';

/** Opens a new account's inventory; part of creating the account. */
export async function openInventory(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await insertInventoryVersion(scope.db, scope.accountId);
}

/**
 * Makes lists of the inventory be made anew. For changes that are not the inventory's own and yet
 * show in it, such as the organization's price list; in the transaction that makes the change.
 */
export async function touchInventory(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await raiseInventoryVersion(scope.db, scope.accountId);
}
export { resetInventory } from './reset-inventory.ts';
