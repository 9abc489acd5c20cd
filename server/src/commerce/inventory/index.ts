import type { Tx } from '../../platform/db/database.ts';
import { insertInventoryVersion, raiseInventoryVersion } from './store.ts';

export { activationModesOf, type InventoryItemView, type ItemForSale } from './inventory-item.ts';
export { anInventoryItem, InventoryItemSchema } from './inventory-item-schema.ts';
export { loadItemsForSale } from './load-items-for-sale.ts';
export { offerCatalogue } from './offer-catalogue.ts';
export { type OfferedItem, offerItems } from './offer-items.ts';
export { purchaseStock } from './purchase-stock.ts';
export { registerInventoryRoutes } from './routes.ts';
export { lockStock, takeStockUnits } from './stock.ts';
export { type OfferedPrice, type PricedWhere, readOfferedPrices } from './wholesale-price.ts';

/** Opens a new account's inventory; part of creating the account. */
export async function openInventory(tx: Tx, accountId: string): Promise<void> {
  await insertInventoryVersion(tx, accountId);
}

/**
 * Makes lists of the inventory be made anew. For changes that are not the inventory's own and yet
 * show in it, such as the organization's price list; in the transaction that makes the change.
 */
export async function touchInventory(tx: Tx, accountId: string): Promise<void> {
  await raiseInventoryVersion(tx, accountId);
}
export { resetInventory } from './reset-inventory.ts';
