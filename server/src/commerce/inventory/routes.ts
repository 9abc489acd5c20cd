import { Type } from 'typebox';
import { type CsvColumns, toTable } from '../../kernel/csv.ts';
import { matchesEtag } from '../../kernel/etag.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { csvQuery, sendCsv } from '../../platform/http/csv-answer.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { answer, CountryCodeInput, oneOf, SortDirection } from '../../platform/http/schemas.ts';
import type { App, Reply, Request } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { declareCatalogue, declareCataloguePlan } from './catalogue-routes.ts';
import type { InventoryItem } from './inventory-item.ts';
import { anInventoryItem, InventoryItemSchema } from './inventory-item-schema.ts';
import {
  declareItem,
  declareOffers,
  declareStock,
  declareWholeInventory,
  INVENTORY,
} from './item-routes.ts';
import { selectInventory } from './item-store.ts';
import { type InventoryList, inventoryLists } from './list-inventory.ts';
import { SORT_KEYS, sortItems } from './sort-items.ts';

/** Declares the routes of the catalogue, the inventory and its prepaid stock. */
export function registerInventoryRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);
  declareCatalogue(routes);
  declareCataloguePlan(routes);
  declareList(routes, parts.db);
  declareExport(routes);
  declareItem(routes);
  declareOffers(routes);
  declareWholeInventory(routes);
  declareStock(routes);
}

const COLUMNS: CsvColumns<InventoryItem> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  size: ({ sizeValue, sizeUnit }) => `${sizeValue} ${sizeUnit}`,
  validityDays: ({ validityDays }) => validityDays ?? 'unlimited',
  countrySet: ({ countrySet }) => countrySet,
  wholesalePrice: ({ wholesaleMinor }) => wholesaleMinor,
  retailPrice: ({ retailMinor }) => retailMinor,
  margin: ({ retailMinor, wholesaleMinor }) => retailMinor - wholesaleMinor,
  currency: () => 'USD',
  active: ({ active }) => (active ? 'yes' : 'no'),
  prepaidUnits: ({ stockUnits }) => stockUnits,
  order: ({ sortOrder }) => sortOrder,
  tags: ({ tags }) => tags.join('; '),
  description: ({ description }) => description,
};

function declareList(routes: Routes, db: Queryable): void {
  const lists = inventoryLists(db);
  routes.read(
    INVENTORY,
    {
      id: 'listInventory',
      scope: 'read',
      tag: 'Inventory',
      summary: 'List inventory items',
      description:
        'Returns your items, active or not, by name unless you sort otherwise. Equal items are ' +
        'sorted by name. An unlimited validity is the longest. Send the `ETag` back as ' +
        '`If-None-Match` to get a short answer if nothing has changed.',
      querystring: Type.Object({
        sort_by: Type.Optional(oneOf(SORT_KEYS, { description: 'Default `NAME`.' })),
        sort_dir: Type.Optional(SortDirection),
        country: Type.Optional(CountryCodeInput),
        country_set: Type.Optional(
          Type.String({ maxLength: 16, description: 'A country set code.', examples: ['EU'] }),
        ),
        active: Type.Optional(
          Type.Boolean({ description: 'Only items that are for sale, or only others.' }),
        ),
        tag: Type.Optional(
          Type.String({ maxLength: 50, description: 'One of your tags.', examples: ['summer'] }),
        ),
      }),
      answer: answer('Inventory', {
        items: Type.Array(InventoryItemSchema, { description: 'The inventory items.' }),
      }),
      example: { items: [anInventoryItem] },
      alsoAnswers: { '304': { description: 'The list is the one that `If-None-Match` names.' } },
    },
    async ({ accountId }, { query, request, reply }) => {
      const { sort_by, sort_dir, country, country_set, active, tag } = query;
      const filter = { country, countrySet: country_set?.toUpperCase(), active, tag };
      const sorting = { by: sort_by ?? 'NAME', direction: sort_dir ?? 'ASC' };
      return sendList(request, reply, await lists({ accountId, filter, sorting }));
    },
  );
}

function declareExport(routes: Routes): void {
  routes.read(
    `${INVENTORY}/prices`,
    {
      id: 'exportInventory',
      scope: 'read',
      tag: 'Pricing',
      summary: 'Export the inventory with its prices',
      description:
        'Returns all items by name as CSV, with wholesale price, retail price and margin. Edit ' +
        'the retail prices, and send the file to ' +
        '`POST /gigastore/products/inventory/prices/import`.',
      querystring: Type.Object(csvQuery),
      status: 200,
      alsoAnswers: {
        '200 text/csv': { description: 'The items as CSV (RFC 4180).', schema: Type.String() },
      },
    },
    async ({ db, accountId }, { request, reply }) => {
      const sorting = { by: 'NAME', direction: 'ASC' } as const;
      const items = sortItems(await selectInventory(db, accountId, {}), sorting);
      return sendCsv(request, reply, toTable(COLUMNS, items));
    },
  );
}

function sendList(request: Request, reply: Reply, { body, etag }: InventoryList): Reply {
  reply.header('ETag', etag).header('Cache-Control', 'private, no-cache');
  if (matchesEtag(request.headers['if-none-match'], etag)) return reply.code(304).send();
  return reply.header('Content-Type', 'application/json; charset=utf-8').send(body);
}
