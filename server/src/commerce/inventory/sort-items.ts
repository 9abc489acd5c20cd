import type { InventoryItem } from './inventory-item.ts';

export const SORT_KEYS = [
  'AMOUNT',
  'NAME',
  'VOLUME',
  'VALIDITY',
  'PRICE',
  'RETAILPRICE',
  'ORDER',
] as const;
export type SortKey = (typeof SORT_KEYS)[number];
export type Sorting = { by: SortKey; direction: 'ASC' | 'DESC' };

type Order = (a: InventoryItem, b: InventoryItem) => number;

const ORDERS: Record<SortKey, Order> = {
  AMOUNT: (a, b) => compare(a.stockUnits, b.stockUnits),
  NAME: (a, b) => compare(a.name, b.name),
  VOLUME: (a, b) => compare(a.dataBytes, b.dataBytes),
  VALIDITY: (a, b) => compare(a.validityDays ?? Infinity, b.validityDays ?? Infinity),
  PRICE: (a, b) => compare(a.wholesaleMinor, b.wholesaleMinor),
  RETAILPRICE: (a, b) => compare(a.retailMinor, b.retailMinor),
  ORDER: (a, b) => compare(a.sortOrder, b.sortOrder),
};

/**
 * Returns a new, sorted list. Names are compared by the codes of their characters, so that every
 * machine sorts them alike. Equal items follow by name and then ID, ascending in both directions.
 * An unlimited validity is the longest.
 */
export function sortItems(items: readonly InventoryItem[], sorting: Sorting): InventoryItem[] {
  const order = ORDERS[sorting.by];
  const sign = sorting.direction === 'ASC' ? 1 : -1;
  return items.toSorted((a, b) => sign * order(a, b) || ORDERS.NAME(a, b) || compare(a.id, b.id));
}

function compare<Value extends number | bigint | string>(a: Value, b: Value): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
