import { audit } from '../../kernel/context.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import {
  type InventoryItem,
  type ItemFilter,
  lockInventory,
  raiseInventoryVersion,
  selectInventory,
  updateRetailPrices,
} from '../inventory/index.ts';
import { changesOf, draftPrices, type PriceDraft, refuseUnlessPreviewed } from './price-draft.ts';
import type { PricingFormula } from './pricing-formula.ts';

/** A formula for a part of the inventory. */
export type Pricing = { selection: ItemFilter; formula: PricingFormula };

/** Returns the new prices by a formula without saving them. Throws `invalid_request`. */
export async function previewPrices(
  { db, accountId }: Pick<ReadScope, 'db' | 'accountId'>,
  { selection, formula }: Pricing,
): Promise<PriceDraft[]> {
  return draftPrices(byId(await selectInventory(db, accountId, selection)), formula);
}

/**
 * Saves the prices of a preview. Throws `invalid_request`, and `price_mismatch` if prices or items
 * have changed since the preview. Items are locked, so that of two changes of the same preview the
 * second is refused.
 */
export async function changePrices(
  scope: Scope,
  { token, ...pricing }: Pricing & { token: string },
): Promise<PriceDraft[]> {
  await lockInventory(scope.db, scope.accountId);
  const drafts = await previewPrices(scope, pricing);
  refuseUnlessPreviewed(drafts, token);
  await savePrices(scope, drafts);
  return drafts;
}

/** Saves new prices of locked items. */
export async function savePrices(scope: Scope, drafts: readonly PriceDraft[]): Promise<void> {
  const changes = changesOf(drafts);
  if (changes.length > 0) {
    const prices = changes.map(({ inventoryItemId: id, newMinor }) => ({
      id,
      retailMinor: newMinor,
    }));
    await updateRetailPrices(scope.db, scope.accountId, prices);
    await raiseInventoryVersion(scope);
  }
  const after = { items: changes.length };
  audit(scope, { action: 'inventory.prices_changed', target: null, before: null, after });
}

function byId(items: readonly InventoryItem[]): InventoryItem[] {
  return items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
