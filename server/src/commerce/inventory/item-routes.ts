import { Type } from 'typebox';
import { usd } from '../../kernel/money.ts';
import type { Routes } from '../../platform/http/routes.ts';
import {
  answer,
  described,
  oneOf,
  Price,
  PriceInput,
  RequestId,
} from '../../platform/http/schemas.ts';
import { createInventoryItem } from './create-inventory-item.ts';
import { deleteInventoryItem } from './delete-inventory-item.ts';
import {
  anInventoryItem,
  anInventoryItemDetail,
  InventoryItemDetail,
  InventoryItemSchema,
  itemFields,
} from './inventory-item-schema.ts';
import { OFFER_CHOICES, offerCatalogue } from './offer-catalogue.ts';
import { MAX_UNITS, purchaseStock } from './purchase-stock.ts';
import { readInventoryItemDetail } from './read-inventory-item.ts';
import { switchInventory } from './switch-inventory.ts';
import { updateInventoryItem } from './update-inventory-item.ts';

const tag = 'Inventory';
export const INVENTORY = '/gigastore/products/inventory';
const params = Type.Object({ id: RequestId });
const edit = {
  name: Type.Optional(itemFields.name),
  active: Type.Optional(itemFields.active),
  description: Type.Optional(itemFields.description),
  order: Type.Optional(itemFields.order),
  tags: Type.Optional(itemFields.tags),
  confirmBelowCost: Type.Optional(itemFields.confirmBelowCost),
};

export function declareItem(routes: Routes): void {
  routes.read(
    `${INVENTORY}/:id`,
    {
      id: 'getInventoryItem',
      scope: 'read',
      tag,
      summary: 'Retrieve an inventory item',
      description:
        'Returns one item with its wholesale price, retail price, prepaid units, countries and, ' +
        'where they are known, the networks in them.',
      params,
      answer: InventoryItemDetail,
      example: anInventoryItemDetail,
      refusals: ['inventory_item_not_found'],
    },
    (scope, asked) => readInventoryItemDetail(scope, asked.params.id),
  );
  routes.write(
    `PUT ${INVENTORY}/:id`,
    {
      id: 'updateInventoryItem',
      scope: 'manage',
      tag,
      summary: 'Update an inventory item',
      description:
        'Changes the name, the retail price (in USD), the description, the order and the tags of ' +
        'the item, or switches it on or off. Fields that you leave out stay as they are.',
      params,
      body: Type.Object({
        ...edit,
        retailPrice: Type.Optional(described(PriceInput, 'The price at which you sell the item.')),
      }),
      answer: InventoryItemSchema,
      example: anInventoryItem,
      refusals: ['invalid_request', 'inventory_item_not_found', 'price_below_cost'],
    },
    (scope, asked) => updateInventoryItem(scope, { id: asked.params.id, ...asked.body }),
  );
}

export function declareOffers(routes: Routes): void {
  routes.write(
    `POST ${INVENTORY}`,
    {
      id: 'createInventoryItem',
      scope: 'manage',
      tag,
      summary: 'Create an inventory item',
      description:
        'Adds a plan of the catalogue to your inventory, with your retail price (in USD) and by ' +
        'default with the name of the plan. The item is for sale at once unless `active` is ' +
        '`false`.',
      body: Type.Object({
        ...edit,
        productId: Type.String({
          description: 'The `productId` of a plan in `GET /gigastore/catalogue`.',
          examples: ['5f0c9a52-71f4-7c1b-8a3d-0123456789ab'],
        }),
        retailPrice: described(PriceInput, 'The price at which you sell the item.'),
      }),
      answer: InventoryItemSchema,
      example: anInventoryItem,
      refusals: ['invalid_request', 'data_plan_not_found', 'price_below_cost', 'invalid_state'],
    },
    (scope, { body: { productId, ...draft } }) =>
      createInventoryItem(scope, { ...draft, dataPlanId: productId }),
  );
  routes.write(
    `DELETE ${INVENTORY}/:id`,
    {
      id: 'deleteInventoryItem',
      scope: 'manage',
      tag,
      summary: 'Delete an inventory item',
      description:
        'Removes the item from your inventory. Packages that were sold stay as they are. An item ' +
        'with prepaid units cannot be deleted.',
      params,
      refusals: ['inventory_item_not_found', 'prepaid_units_left'],
    },
    (scope, asked) => deleteInventoryItem(scope, asked.params.id),
  );
}

export function declareWholeInventory(routes: Routes): void {
  routes.write(
    `POST ${INVENTORY}/offers`,
    {
      id: 'offerDataPlans',
      scope: 'manage',
      tag,
      summary: 'Offer a choice of the catalogue',
      description:
        'Adds all plans of a choice that your inventory lacks, each at twice its wholesale ' +
        'price, rounded up to .99: `starter` has the worldwide and regional plans, and ' +
        '`everything` has all plans.',
      body: Type.Object({
        choice: oneOf(OFFER_CHOICES, {
          description: 'The plans to add.',
          examples: ['starter'],
        }),
      }),
      answer: answer('OfferedPlans', {
        added: Type.Integer({ description: 'The number of new items.' }),
      }),
      example: { added: 24 },
      refusals: ['invalid_request'],
    },
    async (scope, { body }) => ({ added: (await offerCatalogue(scope, body.choice)).length }),
  );
  routes.write(
    `PUT ${INVENTORY}`,
    {
      id: 'updateInventory',
      scope: 'manage',
      tag,
      summary: 'Update all inventory items',
      description: 'Switches all items on or off at once.',
      body: Type.Object({ active: itemFields.active }),
      answer: answer('SwitchedInventory', {
        changed: Type.Integer({ description: 'The number of items that were switched.' }),
      }),
      example: { changed: 24 },
      refusals: ['invalid_request'],
    },
    (scope, { body }) => switchInventory(scope, body),
  );
}

export function declareStock(routes: Routes): void {
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
        units: Type.Integer({
          minimum: 1,
          maximum: MAX_UNITS,
          examples: [10],
          description: 'The number of units to prepay.',
        }),
        expectedPrice: Type.Optional(
          described(
            PriceInput,
            'The wholesale price per unit that you expect to pay. The request fails if it has ' +
              'changed.',
          ),
        ),
      }),
      answer: answer('StockPurchase', {
        item: described(InventoryItemSchema, 'The inventory item with its new stock.'),
        charged: described(Price, 'The credits that were charged.'),
      }),
      example: { item: { ...anInventoryItem, amount: 10 }, charged: usd(31) },
      refusals: [
        'mandate_exceeded',
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
