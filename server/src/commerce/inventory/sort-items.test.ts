import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anItem } from '../../../test/support/items.ts';
import type { InventoryItem } from './inventory-item.ts';
import { SORT_KEYS, type Sorting, type SortKey, sortItems } from './sort-items.ts';

const small = { min: 0, max: 3 };
// Few values, so that most lists have equals.
const items = fc.uniqueArray(
  fc
    .record({
      id: fc.uuid(),
      name: fc.constantFrom('Austria', 'Europe', 'austria', 'Österreich', ''),
      retailMinor: fc.bigInt(0n, 3n),
      wholesaleMinor: fc.bigInt(0n, 3n),
      dataBytes: fc.bigInt(0n, 3n),
      stockUnits: fc.integer(small),
      sortOrder: fc.integer(small),
      validityDays: fc.option(fc.integer(small)),
    })
    .map(anItem),
  { selector: (item) => item.id, maxLength: 30 },
);
const sortings = fc.record<Sorting>({
  by: fc.constantFrom(...SORT_KEYS),
  direction: fc.constantFrom('ASC', 'DESC'),
});

/** What each key compares, as a number or a text. */
const RANKS: Record<SortKey, (item: InventoryItem) => number | string> = {
  AMOUNT: (item) => item.stockUnits,
  NAME: (item) => item.name,
  VOLUME: (item) => Number(item.dataBytes),
  VALIDITY: (item) => item.validityDays ?? 1e9,
  PRICE: (item) => Number(item.wholesaleMinor),
  RETAILPRICE: (item) => Number(item.retailMinor),
  ORDER: (item) => item.sortOrder,
};

test('any list of items is sorted by the key, then by name, then by ID', () => {
  fc.assert(
    fc.property(items, sortings, (given, sorting) => {
      const sorted = sortItems(given, sorting);
      expect(new Set(sorted)).toEqual(new Set(given));
      for (const [index, item] of sorted.slice(1).entries()) {
        const before = sorted[index] as InventoryItem;
        const rank = RANKS[sorting.by];
        const [low, high] = sorting.direction === 'ASC' ? [before, item] : [item, before];
        expect(rank(low) <= rank(high)).toBe(true);
        if (rank(low) !== rank(high)) continue;
        const isInOrder =
          before.name < item.name || (before.name === item.name && before.id < item.id);
        expect(isInOrder).toBe(true);
      }
    }),
  );
});

test('the order of sorted items does not depend on their order before', () => {
  const shuffled = items.chain((given) =>
    fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
  );
  fc.assert(
    fc.property(shuffled, sortings, ([given, other], sorting) => {
      expect(sortItems(given, sorting)).toEqual(sortItems(other, sorting));
    }),
  );
});
