import { Type } from 'typebox';
import { readUsd } from '../../kernel/money.ts';
import { refuseLines } from '../../kernel/refuse-lines.ts';
import { toCursorPage } from '../../platform/http/paging.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import {
  cursorPage,
  cursorQuery,
  described,
  PriceInput,
  RequestId,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { readNameCursor, readPriceList, selectPriceLists } from '../catalog/index.ts';
import { createPriceList, deletePriceList, updatePriceList } from './change-price-list.ts';
import { importCatalogue } from './import-catalogue.ts';
import {
  aCatalogueImport,
  aPriceList,
  aPriceListSummary,
  CatalogueImportSchema,
  PriceListSchema,
  PriceListSummary,
  showPriceList,
  showPrices,
} from './operator-schemas.ts';
import { setPrice, unsetPrice } from './set-prices.ts';

const tag = 'Operator: catalogue';
const LISTS = '/operator/price-lists';
const listParams = Type.Object({ id: RequestId });
const priceParams = Type.Object({ id: RequestId, dataPlanId: RequestId });
const listName = Type.String({
  minLength: 1,
  maxLength: 255,
  description: 'The name of the price list.',
  examples: ['Partners 2026'],
});

/** Declares the operator's routes of price lists and of the catalogue import. */
export function registerWholesaleOperatorRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);
  declarePriceLists(routes);
  declarePriceListChanges(routes);
  declarePrices(routes);
  declareImport(routes);
}

function declarePriceLists(routes: Routes): void {
  routes.read(
    LISTS,
    {
      id: 'listPriceLists',
      scope: 'assist',
      tag,
      summary: 'List price lists',
      description:
        'Returns price lists by name. A plan that a list does not name costs what the default ' +
        'list says.',
      querystring: Type.Object(cursorQuery),
      answer: cursorPage('PriceLists', PriceListSummary),
      example: { items: [aPriceListSummary], nextCursor: null },
    },
    async ({ db }, { query }) => {
      const { limit, after } = readNameCursor(query);
      const lists = await selectPriceLists(db, { limit: limit + 1, after });
      const page = toCursorPage(lists, limit, ({ name, id }) => [name, id]);
      return { ...page, items: page.items.map(showPriceList) };
    },
  );
  routes.read(
    `${LISTS}/:id`,
    {
      id: 'getPriceList',
      scope: 'assist',
      tag,
      summary: 'Retrieve a price list',
      description: 'Returns the price list with its prices.',
      params: listParams,
      answer: PriceListSchema,
      example: aPriceList,
      refusals: ['price_list_not_found'],
    },
    async ({ db }, { params }) => showPrices(await readPriceList(db, params.id)),
  );
}

function declarePriceListChanges(routes: Routes): void {
  routes.write(
    `POST ${LISTS}`,
    {
      id: 'createPriceList',
      scope: 'operate',
      tag,
      summary: 'Create a price list',
      description: 'Creates an empty price list.',
      body: Type.Object({ name: listName }),
      answer: PriceListSchema,
      example: { ...aPriceList, prices: [] },
      refusals: ['invalid_request'],
    },
    async (scope, { body }) => showPrices(await createPriceList(scope, body)),
  );
  routes.write(
    `PUT ${LISTS}/:id`,
    {
      id: 'updatePriceList',
      scope: 'operate',
      tag,
      summary: 'Update a price list',
      description: 'Renames the price list.',
      params: listParams,
      body: Type.Object({ name: listName }),
      answer: PriceListSchema,
      example: aPriceList,
      refusals: ['invalid_request', 'price_list_not_found'],
    },
    async (scope, { params, body }) =>
      showPrices(await updatePriceList(scope, { id: params.id, name: body.name })),
  );
  routes.write(
    `DELETE ${LISTS}/:id`,
    {
      id: 'deletePriceList',
      scope: 'operate',
      tag,
      summary: 'Delete a price list',
      description:
        'Deletes the list with its prices. The default list and a list by which a reseller pays ' +
        'cannot be deleted.',
      params: listParams,
      refusals: ['price_list_not_found', 'invalid_state'],
    },
    (scope, { params }) => deletePriceList(scope, params.id),
  );
}

function declarePrices(routes: Routes): void {
  routes.write(
    `PUT ${LISTS}/:id/prices/:dataPlanId`,
    {
      id: 'setWholesalePrice',
      scope: 'operate',
      tag,
      summary: 'Set a wholesale price',
      description:
        'Sets what a data plan costs by this list from now on. Accounts that offer the plan and ' +
        'pay by the list receive `price.changed`. Packages that were sold keep their price.',
      params: priceParams,
      body: Type.Object({
        wholesalePrice: described(PriceInput, 'The wholesale price in this list.'),
        expectedPrice: Type.Optional(
          described(
            PriceInput,
            'The price that you want to replace. If it changed, nothing is done.',
          ),
        ),
        isNew: Type.Optional(
          Type.Boolean({ description: 'Whether the list must have no price of the plan yet.' }),
        ),
      }),
      answer: PriceListSchema,
      example: aPriceList,
      refusals: [
        ...(['invalid_request', 'price_list_not_found', 'data_plan_not_found'] as const),
        'price_mismatch',
      ],
    },
    async (scope, { params, body }) => {
      const wholesaleMinor = readUsd(body.wholesalePrice, '/wholesalePrice');
      const { expectedPrice, isNew } = body;
      const expectedMinor = expectedPrice && readUsd(expectedPrice, '/expectedPrice');
      const change = { ...params, wholesaleMinor, expectedMinor, isNew };
      return showPrices(await setPrice(scope, change));
    },
  );
  routes.write(
    `DELETE ${LISTS}/:id/prices/:dataPlanId`,
    {
      id: 'deleteWholesalePrice',
      scope: 'operate',
      tag,
      summary: 'Delete a wholesale price',
      description:
        'Removes the plan from the list; resellers on the list then pay the price of the default ' +
        'list. A plan without any price is not offered.',
      params: priceParams,
      refusals: ['price_list_not_found', 'data_plan_not_found'],
    },
    (scope, { params }) => unsetPrice(scope, params),
  );
}

function declareImport(routes: Routes): void {
  routes.write(
    'POST /operator/catalogue/import',
    {
      id: 'importCatalogue',
      scope: 'operate',
      tag,
      summary: 'Import a catalogue',
      description:
        'Creates and updates data plans or country sets from CSV: all lines, or none if one is ' +
        'wrong. Data plans have the columns `id`, `name`, `size`, `size_unit`, `validity_days`, ' +
        '`country_set`, `carrier`, `wholesale_price`, `cost` and `retired`; country sets have ' +
        '`code`, `name`, `countries` and `retired`. A plan is found by its `id`, or else by its ' +
        'name. An empty cell leaves the field as it is. With `dryRun`, nothing is changed, and ' +
        'wrong lines are listed in `errors`.',
      body: Type.Object({
        csv: Type.String({
          maxLength: 250_000,
          description: 'The file. The separator may be a comma, a semicolon or a tab.',
          examples: [
            'name,size,validity_days,country_set,carrier,wholesale_price,cost\n' +
              'eSIM Europe 1 GB,1 GB,30,EU,alpine,2.90,1.80\n',
          ],
        }),
        dryRun: Type.Optional(
          Type.Boolean({ description: 'Whether to return the changes without making them.' }),
        ),
        priceListId: Type.Optional(
          described(
            RequestId,
            'The ID of the price list that gets the prices. Omit it to use the default list.',
          ),
        ),
      }),
      answer: CatalogueImportSchema,
      example: aCatalogueImport,
      refusals: ['invalid_request', 'price_list_not_found'],
    },
    async (scope, { body }) => {
      const { csv, dryRun = false, priceListId } = body;
      const { isDryRun, errors, ...result } = await importCatalogue(scope, {
        csv,
        isDryRun: dryRun,
        priceListId,
      });
      if (errors.length > 0 && !isDryRun) throw refuseLines(errors);
      return { ...result, dryRun: isDryRun, errors };
    },
  );
}
