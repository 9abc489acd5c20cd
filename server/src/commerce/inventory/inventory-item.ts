import type { SizeUnit } from '../../kernel/data-size.ts';
import type { DataTerms } from '../../kernel/data-terms.ts';
import { toPrice } from '../../kernel/money.ts';
import { type CountrySetKind, showTerms } from '../catalog/index.ts';

/** A data plan to offer, by default under its own name; `retailMinor` in cents. */
export type OfferedItem = {
  id?: string;
  dataPlanId: string;
  name?: string;
  retailMinor: bigint;
  active?: boolean;
};

/** A data plan as one account offers it, with the account's wholesale price; money in cents. */
export type ItemForSale = {
  id: string;
  name: string;
  retailMinor: bigint;
  /** By the organization's price list, otherwise by the default one. */
  wholesaleMinor: bigint;
  active: boolean;
  /** Prepaid units that are left. */
  stockUnits: number;
  dataPlanId: string;
  sizeValue: number;
  sizeUnit: SizeUnit;
  dataBytes: bigint;
  /** Null if the data is a single amount. */
  dataTerms: DataTerms | null;
  /** Null if the plan never expires. */
  validityDays: number | null;
  countrySet: string;
  countrySetKind: CountrySetKind;
  carrier: string;
};

export type InventoryItem = ItemForSale & {
  includedCountries: string[];
  description: string | null;
  sortOrder: number;
  tags: string[];
};

const AT_HOME = ['NOW', 'FIRST_USE'] as const;
const ACROSS_COUNTRIES = [...AT_HOME, 'ON_DEMAND'] as const;

/** Returns how a package may start (docs/api-compatibility.md#activation-modes). */
export function activationModesOf(
  kind: CountrySetKind,
): readonly (typeof ACROSS_COUNTRIES)[number][] {
  return kind === 'country' ? AT_HOME : ACROSS_COUNTRIES;
}

/** Returns the InventoryItem of the API (docs/api-compatibility.md#inventory-item). */
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
    description: item.description,
    order: item.sortOrder,
    tags: item.tags,
    ...showTerms(item.dataTerms),
  };
}

export type InventoryItemView = ReturnType<typeof showInventoryItem>;
