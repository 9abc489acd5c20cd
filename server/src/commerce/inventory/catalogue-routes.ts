import { type Static, Type } from 'typebox';
import type { CsvColumns } from '../../kernel/csv.ts';
import { MEGABYTE } from '../../kernel/data-size.ts';
import { toMinor } from '../../kernel/money.ts';
import { MAX_COUNTED } from '../../platform/http/list-route.ts';
import type { Routes } from '../../platform/http/routes.ts';
import { RequestId } from '../../platform/http/schemas.ts';
import { type ListedCataloguePlan, showCataloguePlan } from './catalogue-plan.ts';
import {
  aCataloguePlan,
  aCataloguePlanDetail,
  CataloguePlanDetail,
  CataloguePlanSchema,
  catalogueFilters,
  readCataloguePlace,
} from './catalogue-schemas.ts';
import { type CatalogueFilter, countCatalogue, selectCatalogue } from './catalogue-store.ts';
import { readCataloguePlan } from './read-catalogue-plan.ts';
import { suggestRetail } from './suggest-retail.ts';

const COLUMNS: CsvColumns<ListedCataloguePlan> = {
  productId: ({ dataPlanId }) => dataPlanId,
  name: ({ name }) => name,
  size: ({ sizeValue, sizeUnit }) => `${sizeValue} ${sizeUnit}`,
  validityDays: ({ validityDays }) => validityDays ?? 'unlimited',
  countrySet: ({ countrySet }) => countrySet,
  countries: ({ includedCountries }) => includedCountries.join(' '),
  wholesalePrice: ({ wholesaleMinor }) => wholesaleMinor,
  suggestedRetailPrice: ({ wholesaleMinor }) => suggestRetail(wholesaleMinor),
  currency: () => 'USD',
  inventoryItemId: ({ inventoryItemId }) => inventoryItemId,
};

/** Declares the list of the plans that the account can offer. */
export function declareCatalogue(routes: Routes): void {
  routes.list(
    '/gigastore/catalogue',
    {
      id: 'listCatalogue',
      scope: 'read',
      tag: 'Inventory',
      summary: 'List data plans that you can offer',
      description:
        'Returns the data plans for sale with your wholesale price and the countries in which ' +
        'they work, and whether your inventory has them.',
      title: 'Catalogue',
      filters: catalogueFilters,
      item: CataloguePlanSchema,
      exampleItem: aCataloguePlan,
      columns: COLUMNS,
      keysetOf: ({ sortValue, dataPlanId }) => [sortValue, dataPlanId],
      show: showCataloguePlan,
      count: ({ db, accountId }, query) =>
        countCatalogue(db, accountId, { filter: toFilter(query), limit: MAX_COUNTED + 1 }),
    },
    ({ db, accountId }, { filters, after, limit }) => {
      const { sort_by: sort = 'NAME', sort_dir = 'ASC' } = filters;
      return selectCatalogue(db, accountId, {
        filter: toFilter(filters),
        sort,
        isDescending: sort_dir === 'DESC',
        after: after && readCataloguePlace(sort, after),
        limit,
      });
    },
  );
}

/** Declares the detail of a plan that the account can offer. */
export function declareCataloguePlan(routes: Routes): void {
  routes.read(
    '/gigastore/catalogue/:productId',
    {
      id: 'getCataloguePlan',
      scope: 'read',
      tag: 'Inventory',
      summary: 'Retrieve a data plan that you can offer',
      description:
        'Returns the plan with your wholesale price, its countries and, where they are known, ' +
        'the networks in them.',
      params: Type.Object({ productId: RequestId }),
      answer: CataloguePlanDetail,
      example: aCataloguePlanDetail,
      refusals: ['data_plan_not_found'],
    },
    (scope, { params }) => readCataloguePlan(scope, params.productId),
  );
}

function toFilter(query: Static<typeof catalogueFilters>): CatalogueFilter {
  const { min_size_mb, max_size_mb, min_price, max_price } = query;
  return {
    words: query.q,
    country: query.country,
    countrySet: query.country_set?.toUpperCase(),
    offered: query.offered,
    minBytes: toBytes(min_size_mb),
    maxBytes: toBytes(max_size_mb),
    minDays: query.min_validity_days,
    maxDays: query.max_validity_days,
    minMinor: min_price === undefined ? undefined : toMinor(min_price),
    maxMinor: max_price === undefined ? undefined : toMinor(max_price),
  };
}

function toBytes(megabytes: number | undefined): bigint | undefined {
  return megabytes === undefined ? undefined : BigInt(megabytes) * MEGABYTE;
}
