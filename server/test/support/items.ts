import type { InventoryItem } from '../../src/commerce/inventory/index.ts';

/** An item of an inventory with every field; `over` replaces what the test is about. */
export function anItem(over: Partial<InventoryItem> = {}): InventoryItem {
  return {
    id: '0199a1b2-71f4-7c1b-8a3d-000000000001',
    name: 'Europa 3 GB',
    retailMinor: 1999n,
    wholesaleMinor: 490n,
    active: false,
    stockUnits: 7,
    dataPlanId: '0199a1b2-71f4-7c1b-8a3d-000000000002',
    sizeValue: 0.5,
    sizeUnit: 'GB',
    dataBytes: 536_870_912n,
    dataTerms: null,
    validityDays: 30,
    countrySet: 'EU',
    countrySetKind: 'region',
    carrier: 'sandbox',
    includedCountries: ['AT', 'DE'],
    description: 'For a week.',
    sortOrder: 3,
    tags: ['summer'],
    ...over,
  };
}
