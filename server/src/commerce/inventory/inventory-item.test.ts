import { expect, test } from 'vitest';
import { anItem } from '../../../test/support/items.ts';
import { activationModesOf, showInventoryItem } from './inventory-item.ts';

const item = anItem();

test('an inventory item is shown with every field of the compatible API', () => {
  expect(showInventoryItem(item)).toEqual({
    id: item.id,
    productId: item.dataPlanId,
    name: 'Europa 3 GB',
    sizeValue: 0.5,
    sizeUnit: 'GB',
    validitySize: 30,
    validityUnit: 'days',
    validityUnlimited: false,
    countrySet: 'EU',
    prices: [{ sortIndex: 0, priceValue: 4.9, currencyCode: 'USD' }],
    retailPrices: [{ sortIndex: 0, priceValue: 19.99, currencyCode: 'USD' }],
    active: false,
    includedCountries: ['AT', 'DE'],
    amount: 7,
    activationModes: ['NOW', 'FIRST_USE', 'ON_DEMAND'],
    description: 'For a week.',
    order: 3,
    tags: ['summer'],
  });
});

test('an inventory item with an unlimited validity has no validity size', () => {
  const shown = showInventoryItem({ ...item, validityDays: null });
  expect(shown).toMatchObject({ validitySize: null, validityUnlimited: true });
});

test('only packages for more than one country start on demand', () => {
  expect(activationModesOf('country')).toEqual(['NOW', 'FIRST_USE']);
  expect(activationModesOf('region')).toContain('ON_DEMAND');
  expect(activationModesOf('worldwide')).toContain('ON_DEMAND');
});
