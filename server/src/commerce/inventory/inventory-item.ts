import type { SizeUnit } from '../../kernel/data-size.ts';
import { toPrice } from '../../kernel/money.ts';
import type { CountrySetKind } from '../catalog/index.ts';

/** A data plan as one account offers it, with what the account pays for it; money in cents. */
export type ItemForSale = {
  id: string;
  name: string;
  retailMinor: bigint;
  /** By the organization's price list, else by the default one. */
  wholesaleMinor: bigint;
  active: boolean;
  /** Units bought in advance and not yet activated. */
  stockUnits: number;
  dataPlanId: string;
  sizeValue: number;
  sizeUnit: SizeUnit;
  dataBytes: bigint;
  /** Null is a validity without end. */
  validityDays: number | null;
  countrySet: string;
  countrySetKind: CountrySetKind;
  carrier: string;
};

export type InventoryItem = ItemForSale & { includedCountries: string[] };

const AT_HOME = ['NOW', 'FIRST_USE'] as const;
const ACROSS_COUNTRIES = [...AT_HOME, 'ON_DEMAND'] as const;

/** How a package of such a country set may start (contract section 4, point 6). */
export function activationModesOf(
  kind: CountrySetKind,
): readonly (typeof ACROSS_COUNTRIES)[number][] {
  return kind === 'country' ? AT_HOME : ACROSS_COUNTRIES;
}

/** The wire's InventoryItem (contract section 3). */
export function showInventoryItem(item: InventoryItem) {
  return {
    id: item.id,
    productId: item.dataPlanId,
    name: item.name,
    sizeValue: item.sizeValue,
    sizeUnit: item.sizeUnit,
    validitySize: item.validityDays,
    validityUnit: 'days' as const,
    validityUnlimited: item.validityDays === null,
    countrySet: item.countrySet,
    prices: [toPrice(item.wholesaleMinor)],
    retailPrices: [toPrice(item.retailMinor)],
    active: item.active,
    includedCountries: item.includedCountries,
    amount: item.stockUnits,
    activationModes: activationModesOf(item.countrySetKind),
  };
}

export type InventoryItemView = ReturnType<typeof showInventoryItem>;
