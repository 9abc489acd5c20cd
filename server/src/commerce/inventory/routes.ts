import { Type } from 'typebox';
import { matchesEtag } from '../../kernel/etag.ts';
import { usd } from '../../kernel/money.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  CountryCodeInput,
  oneOf,
  Price,
  PriceInput,
  RequestId,
  SortDirection,
} from '../../platform/http/schemas.ts';
import type { App, Reply, Request } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { anInventoryItem, InventoryItemSchema } from './inventory-item-schema.ts';
import { type InventoryList, inventoryLists } from './list-inventory.ts';
import { MAX_UNITS, purchaseStock } from './purchase-stock.ts';
import { readInventoryItem } from './read-inventory-item.ts';
import { SORT_KEYS } from './sort-items.ts';
import { updateInventoryItem } from './update-inventory-item.ts';

const tag = 'Inventory';
const INVENTORY = '/gigastore/products/inventory';
const params = Type.Object({ id: RequestId });

/** Declares the routes of the inventory and its prepaid stock. */
export function registerInventoryRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);
  declareList(routes, parts.db);
  declareItem(routes);
  declareStock(routes);
}

function declareList(routes: Routes, db: Queryable): void {
  const lists = inventoryLists(db);
  routes.read(
    INVENTORY,
    {
      id: 'listInventory',
      scope: 'read',
      tag,
      summary: 'List inventory items',
      description:
        'Returns your items, active or not, by name unless you sort otherwise. Equal items are ' +
        'sorted by name. An unlimited validity is the longest. Send the `ETag` back as ' +
        '`If-None-Match` to get a short answer if nothing has changed.',
      querystring: Type.Object({
        sort_by: Type.Optional(oneOf(SORT_KEYS)),
        sort_dir: Type.Optional(SortDirection),
        country: Type.Optional(CountryCodeInput),
        country_set: Type.Optional(Type.String({ maxLength: 16, examples: ['EU'] })),
        active: Type.Optional(Type.Boolean()),
      }),
      answer: answer('Inventory', { items: Type.Array(InventoryItemSchema) }),
      example: { items: [anInventoryItem] },
      alsoAnswers: { '304': { description: 'The list is the one that `If-None-Match` names.' } },
    },
    async ({ accountId }, { query, request, reply }) => {
      const { sort_by, sort_dir, country, country_set, active } = query;
      const filter = {
        country: country?.toUpperCase(),
        countrySet: country_set?.toUpperCase(),
        active,
      };
      const sorting = { by: sort_by ?? 'NAME', direction: sort_dir ?? 'ASC' };
      return sendList(request, reply, await lists({ accountId, filter, sorting }));
    },
  );
}

function sendList(request: Request, reply: Reply, { body, etag }: InventoryList): Reply {
  reply.header('ETag', etag).header('Cache-Control', 'private, no-cache');
  if (matchesEtag(request.headers['if-none-match'], etag)) return reply.code(304).send();
  return reply.header('Content-Type', 'application/json; charset=utf-8').send(body);
}

function declareItem(routes: Routes): void {
  routes.read(
    `${INVENTORY}/:id`,
    {
      id: 'getInventoryItem',
      scope: 'read',
      tag,
      summary: 'Retrieve an inventory item',
      description: 'Returns one item with its wholesale price, retail price and prepaid units.',
      params,
      answer: InventoryItemSchema,
      example: anInventoryItem,
      refusals: ['inventory_item_not_found'],
    },
    (scope, asked) => readInventoryItem(scope, asked.params.id),
  );
  routes.write(
    `PUT ${INVENTORY}/:id`,
    {
      id: 'updateInventoryItem',
      scope: 'manage',
      tag,
      summary: 'Update an inventory item',
      description:
        'Renames the item, changes its retail price (in USD), or switches it on or off. Fields ' +
        'that you leave out stay as they are.',
      params,
      body: Type.Object({
        name: Type.Optional(Type.String({ maxLength: 255, examples: ['Austria 3 GB'] })),
        retailPrice: Type.Optional(PriceInput),
        active: Type.Optional(Type.Boolean({ description: 'Whether the item is for sale.' })),
      }),
      answer: InventoryItemSchema,
      example: anInventoryItem,
      refusals: ['invalid_request', 'inventory_item_not_found'],
    },
    (scope, asked) => updateInventoryItem(scope, { id: asked.params.id, ...asked.body }),
  );
}

function declareStock(routes: Routes): void {
  routes.write(
    `POST ${INVENTORY}/:id/stock`,
    {
      id: 'purchaseStock',
      scope: 'manage',
      tag,
      summary: 'Buy prepaid units of an item',
      description:
        'Charges the wholesale price of each unit now. While an item has prepaid units, a sale ' +
        'deducts a unit and charges nothing, and the package cannot be refunded. ' +
        '`expectedPrice` is the price of one unit that you expect.',
      params,
      body: Type.Object({
        units: Type.Integer({ minimum: 1, maximum: MAX_UNITS, examples: [10] }),
        expectedPrice: Type.Optional(PriceInput),
      }),
      answer: answer('StockPurchase', { item: InventoryItemSchema, charged: Price }),
      example: { item: { ...anInventoryItem, amount: 10 }, charged: usd(31) },
      refusals: [
        'spend_limit_reached',
        'invalid_request',
        'inventory_item_not_found',
        'inventory_item_inactive',
        'account_suspended',
        'price_mismatch',
        'insufficient_credits',
      ],
    },
    (scope, asked) => purchaseStock(scope, { id: asked.params.id, ...asked.body }),
  );
}
