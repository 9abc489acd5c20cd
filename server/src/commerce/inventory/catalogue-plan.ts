import type { SizeUnit } from '../../kernel/data-size.ts';
import type { DataTerms } from '../../kernel/data-terms.ts';
import { toPrice } from '../../kernel/money.ts';
import { type CountrySetKind, showTerms } from '../catalog/index.ts';
import { suggestRetail } from './suggest-retail.ts';

/** A data plan that an account can offer, with the account's wholesale price. */
export type CataloguePlan = {
  dataPlanId: string;
  name: string;
  sizeValue: number;
  sizeUnit: SizeUnit;
  dataBytes: bigint;
  dataTerms: DataTerms | null;
  /** Null if the plan never expires. */
  validityDays: number | null;
  countrySet: string;
  countrySetName: string;
  countrySetKind: CountrySetKind;
  includedCountries: string[];
  wholesaleMinor: bigint;
  /** The item of the account's inventory, if it offers the plan. */
  inventoryItemId: string | null;
  carrier: string;
  /** The price that is planned, and from when it holds. */
  planned: { minor: string; from: string } | null;
};

/** A plan in the list, with the value by which the list is sorted, for its cursor. */
export type ListedCataloguePlan = CataloguePlan & { sortValue: string };

export const CATALOGUE_SORTS = ['NAME', 'VOLUME', 'VALIDITY', 'PRICE'] as const;
export type CatalogueSort = (typeof CATALOGUE_SORTS)[number];

/** Returns the CataloguePlan of the API. */
export function showCataloguePlan(plan: CataloguePlan) {
  return {
    productId: plan.dataPlanId,
    name: plan.name,
    sizeValue: plan.sizeValue,
    sizeUnit: plan.sizeUnit,
    validitySize: plan.validityDays,
    validityUnit: 'days' as const,
    validityUnlimited: plan.validityDays === null,
    countrySet: plan.countrySet,
    ...showTerms(plan.dataTerms),
    countrySetName: plan.countrySetName,
    countrySetKind: plan.countrySetKind,
    includedCountries: plan.includedCountries,
    wholesalePrice: toPrice(plan.wholesaleMinor),
    plannedPrice: plan.planned && {
      price: toPrice(BigInt(plan.planned.minor)),
      effectiveAt: plan.planned.from,
    },
    suggestedRetailPrice: toPrice(suggestRetail(plan.wholesaleMinor)),
    offered: plan.inventoryItemId !== null,
    inventoryItemId: plan.inventoryItemId,
  };
}
