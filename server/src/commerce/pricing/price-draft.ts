import { createHash } from 'node:crypto';
import { toPrice } from '../../kernel/money.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { InventoryItem } from '../inventory/index.ts';
import { marginPercent, type PricingFormula, priceBy } from './pricing-formula.ts';

/** A new retail price of an item that is not saved yet; in cents. */
export type PriceDraft = {
  inventoryItemId: string;
  name: string;
  wholesaleMinor: bigint;
  oldMinor: bigint;
  newMinor: bigint;
};

export const PRICE_WARNINGS = ['below_cost', 'lower', 'more_than_double'] as const;
export type PriceWarning = (typeof PRICE_WARNINGS)[number];

/** Returns the new price of each item. Throws `invalid_request` if one would be too high. */
export function draftPrices(
  items: readonly InventoryItem[],
  formula: PricingFormula,
): PriceDraft[] {
  return items.map((item) => {
    const newMinor = priceBy(formula, item.wholesaleMinor);
    if (newMinor === undefined) throw invalid('/value', `makes the price of ${item.name} too high`);
    return toDraft(item, newMinor);
  });
}

export function toDraft(item: InventoryItem, newMinor: bigint): PriceDraft {
  const { id, name, wholesaleMinor, retailMinor } = item;
  return { inventoryItemId: id, name, wholesaleMinor, oldMinor: retailMinor, newMinor };
}

/**
 * Returns a token of a preview. It changes if one of the items, its wholesale price, its old or its
 * new retail price does.
 */
export function tokenOf(drafts: readonly PriceDraft[]): string {
  const lines = drafts.map(({ inventoryItemId, wholesaleMinor, oldMinor, newMinor }) =>
    [inventoryItemId, wholesaleMinor, oldMinor, newMinor].join(' '),
  );
  return createHash('sha256').update(lines.sort().join('\n')).digest('base64url');
}

/** Throws `price_mismatch` if prices have changed since the preview. */
export function refuseUnlessPreviewed(drafts: readonly PriceDraft[], token: string): void {
  if (tokenOf(drafts) === token) return;
  throw new Refusal(
    'price_mismatch',
    'Prices or items have changed since the preview. Preview the prices again.',
  );
}

/** Returns the drafts that change a price. */
export function changesOf(drafts: readonly PriceDraft[]): PriceDraft[] {
  return drafts.filter(({ oldMinor, newMinor }) => oldMinor !== newMinor);
}

/** Returns the PriceChange of the API. */
export function showDraft(draft: PriceDraft) {
  const { inventoryItemId, name, wholesaleMinor, oldMinor, newMinor } = draft;
  return {
    inventoryItemId,
    name,
    wholesalePrice: toPrice(wholesaleMinor),
    oldRetailPrice: toPrice(oldMinor),
    newRetailPrice: toPrice(newMinor),
    margin: toPrice(newMinor - wholesaleMinor),
    marginPercent: marginPercent(newMinor, wholesaleMinor),
    warnings: warningsOf(draft),
  };
}

function warningsOf({ wholesaleMinor, oldMinor, newMinor }: PriceDraft): PriceWarning[] {
  const warnings: PriceWarning[] = [];
  if (newMinor < wholesaleMinor) warnings.push('below_cost');
  if (newMinor < oldMinor) warnings.push('lower');
  if (newMinor > 2n * oldMinor) warnings.push('more_than_double');
  return warnings;
}
