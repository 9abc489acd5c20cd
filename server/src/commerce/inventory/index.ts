export { selectPricedPlans } from './catalogue-store.ts';
export { deleteInventoryItem } from './delete-inventory-item.ts';
export type {
  InventoryItem,
  ItemForSale,
  OfferedItem,
} from './inventory-item.ts';
export { itemFields } from './inventory-item-schema.ts';
export { openInventory, raiseInventoryVersion } from './inventory-version-store.ts';
export {
  type ItemFilter,
  lockInventory,
  selectInventory,
  updateRetailPrices,
} from './item-store.ts';
export { loadItemsForSale } from './load-items-for-sale.ts';
export { OFFER_CHOICES, type OfferChoice, offerCatalogue } from './offer-catalogue.ts';
export { offerItems } from './offer-items.ts';
export type { OfferedPrice, PaidItem, PricedWhere } from './offered-price.ts';
export { readItemsPaidBy, readOfferedPrices } from './offered-price-store.ts';
export { purchaseStock } from './purchase-stock.ts';
export { resetInventory } from './reset-inventory.ts';
export { registerInventoryRoutes } from './routes.ts';
export { deductStockUnits, lockStock, returnStockUnit } from './stock.ts';
export { sumStockUnits } from './stock-store.ts';
export { suggestRetail } from './suggest-retail.ts';
