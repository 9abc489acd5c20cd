import { Type } from 'typebox';
import { matchesEtag } from '../../kernel/etag.ts';
import { usd } from '../../kernel/money.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { operation } from '../../platform/http/operation.ts';
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
import { type WriteParts, write } from '../../platform/http/write.ts';
import { anInventoryItem, InventoryItemSchema } from './inventory-item-schema.ts';
import { type InventoryList, inventoryLists } from './list-inventory.ts';
import { MAX_UNITS, purchaseStock } from './purchase-stock.ts';
import { readInventoryItem } from './read-inventory-item.ts';
import { SORT_KEYS } from './sort-items.ts';
import { updateInventoryItem } from './update-inventory-item.ts';

const ItemParams = Type.Object({ id: RequestId });

/** The inventory (contract section 4, points 2 and 3) and its prepaid stock (section 10). */
export function registerInventoryRoutes(app: App, parts: WriteParts): void {
  registerList(app, parts.db);
  registerItem(app, parts);
  registerStock(app, parts);
}

function registerList(app: App, db: Queryable): void {
  const lists = inventoryLists(db);
  app.get(
    '/gigastore/products/inventory',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'listInventory',
        tag: 'Inventory',
        summary: 'List the inventory',
        description:
          'What you offer, active or not, by name unless sorted otherwise; equals follow by ' +
          'name. An unlimited validity is the longest. Send the `ETag` back as `If-None-Match` ' +
          'to learn cheaply that nothing has changed.',
        querystring: Type.Object({
          sort_by: Type.Optional(oneOf(SORT_KEYS)),
          sort_dir: Type.Optional(SortDirection),
          country: Type.Optional(CountryCodeInput),
          country_set: Type.Optional(Type.String({ maxLength: 16, examples: ['EU'] })),
          active: Type.Optional(Type.Boolean()),
        }),
        answer: answer('Inventory', { items: Type.Array(InventoryItemSchema) }),
        example: { items: [anInventoryItem] },
        alsoAnswers: { '304': { description: 'The list is the one named by `If-None-Match`.' } },
      }),
    },
    async (request, reply) => {
      const { sort_by, sort_dir, country, country_set, active } = request.query;
      const filter = {
        country: country?.toUpperCase(),
        countrySet: country_set?.toUpperCase(),
        active,
      };
      const sorting = { by: sort_by ?? 'NAME', direction: sort_dir ?? 'ASC' };
      const { accountId } = request.context;
      return sendList(request, reply, await lists({ accountId, filter, sorting }));
    },
  );
}

function sendList(request: Request, reply: Reply, { body, etag }: InventoryList): Reply {
  reply.header('ETag', etag).header('Cache-Control', 'private, no-cache');
  if (matchesEtag(request.headers['if-none-match'], etag)) return reply.code(304).send();
  return reply.header('Content-Type', 'application/json; charset=utf-8').send(body);
}

function registerItem(app: App, parts: WriteParts): void {
  app.get(
    '/gigastore/products/inventory/:id',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'getInventoryItem',
        tag: 'Inventory',
        summary: 'Read one inventory item',
        params: ItemParams,
        answer: InventoryItemSchema,
        example: anInventoryItem,
        refusals: ['inventory_item_not_found'],
      }),
    },
    (request) =>
      readInventoryItem({ db: parts.db, accountId: request.context.accountId }, request.params.id),
  );
  app.put(
    '/gigastore/products/inventory/:id',
    {
      config: { scope: 'manage' },
      schema: operation({
        id: 'updateInventoryItem',
        tag: 'Inventory',
        summary: 'Rename, reprice or switch an inventory item',
        description: 'What is left out stays as it is. The retail price is in USD.',
        params: ItemParams,
        body: Type.Object({
          name: Type.Optional(Type.String({ maxLength: 255, examples: ['Austria 3 GB'] })),
          retailPrice: Type.Optional(PriceInput),
          active: Type.Optional(Type.Boolean({ description: 'Whether the item is for sale.' })),
        }),
        answer: InventoryItemSchema,
        example: anInventoryItem,
        refusals: ['invalid_request', 'inventory_item_not_found'],
      }),
    },
    (request, reply) =>
      write(parts, reply, (scope) =>
        updateInventoryItem(scope, { id: request.params.id, ...request.body }),
      ),
  );
}

function registerStock(app: App, parts: WriteParts): void {
  app.post(
    '/gigastore/products/inventory/:id/stock',
    {
      config: { scope: 'manage' },
      schema: operation({
        id: 'purchaseStock',
        tag: 'Inventory',
        summary: 'Buy units of an item in advance',
        description:
          'Pays the wholesale price of each unit now. While there is stock an activation takes a ' +
          'unit and charges nothing, and is not refundable. `expectedPrice` is what you believe ' +
          'one unit costs you.',
        params: ItemParams,
        body: Type.Object({
          units: Type.Integer({ minimum: 1, maximum: MAX_UNITS, examples: [10] }),
          expectedPrice: Type.Optional(PriceInput),
        }),
        answer: answer('StockPurchase', { item: InventoryItemSchema, charged: Price }),
        example: {
          item: { ...anInventoryItem, amount: 10 },
          charged: usd(31),
        },
        refusals: [
          'spend_limit_reached',
          'invalid_request',
          'inventory_item_not_found',
          'inventory_item_inactive',
          'account_suspended',
          'price_mismatch',
          'insufficient_credits',
        ],
      }),
    },
    (request, reply) =>
      write(parts, reply, (scope) =>
        purchaseStock(scope, { id: request.params.id, ...request.body }),
      ),
  );
}
