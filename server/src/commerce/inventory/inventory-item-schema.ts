import { Type } from 'typebox';
import { usd } from '../../kernel/money.ts';
import {
  ActivationMode,
  answer,
  CountryCode,
  described,
  Id,
  nullable,
  Price,
} from '../../platform/http/schemas.ts';
import { anAustrianPlan, networkFields, sizeFields, someNetworks } from './plan-fields-schema.ts';

const itemOfAnswer = {
  id: Type.String({ format: 'uuid', description: 'The `inventoryItemId` of sales.' }),
  productId: described(Id, 'The ID of the data plan.'),
  name: Type.String({ description: 'The name of the item.' }),
  ...sizeFields,
  prices: Type.Array(Price, { description: 'The wholesale price, which you pay.' }),
  retailPrices: Type.Array(Price, { description: 'The retail price, which your customer pays.' }),
  active: Type.Boolean({ description: 'Whether the item is for sale.' }),
  includedCountries: Type.Array(CountryCode, {
    description: 'The countries of the set, as ISO 3166-1 alpha-2 codes.',
  }),
  amount: Type.Integer({ description: 'The number of prepaid units that are left.' }),
  activationModes: Type.Array(ActivationMode, {
    description: 'The ways in which a package can start.',
  }),
  description: nullable(Type.String({ description: 'Your description of the item.' })),
  order: Type.Integer({ description: 'The place of the item in lists that sort by `ORDER`.' }),
  tags: Type.Array(Type.String(), { description: 'Your tags of the item, sorted.' }),
};

/** The InventoryItem of the API (docs/api-compatibility.md#inventory-item). */
export const InventoryItemSchema = answer('InventoryItem', itemOfAnswer);

/** The same with the fields of the detail view. */
export const InventoryItemDetail = answer('InventoryItemDetail', {
  ...itemOfAnswer,
  ...networkFields,
});

export const anInventoryItem = {
  id: '9b2d6a3e-0c3f-7d8e-9f10-0123456789ab',
  ...anAustrianPlan,
  prices: [usd(3.1)],
  retailPrices: [usd(6.9)],
  active: true,
  includedCountries: ['AT'],
  amount: 0,
  activationModes: ['NOW', 'FIRST_USE'],
  description: null,
  order: 0,
  tags: ['summer'],
};

export const anInventoryItemDetail = { ...anInventoryItem, ...someNetworks };

/** The fields of an item that its reseller decides, in a request. */
export const itemFields = {
  name: Type.String({
    maxLength: 255,
    description: 'Your name of the item.',
    examples: ['Austria 3 GB'],
  }),
  description: Type.String({
    maxLength: 2000,
    description: 'Your description of the item. A single space removes it.',
    examples: ['For a week in the mountains.'],
  }),
  order: Type.Integer({
    minimum: -1_000_000,
    maximum: 1_000_000,
    description: 'The place of the item in lists that sort by `ORDER`.',
    examples: [10],
  }),
  tags: Type.Array(
    Type.String({ minLength: 1, maxLength: 50, description: 'A tag.', examples: ['summer'] }),
    { maxItems: 20, description: 'Your tags of the item.', examples: [['summer']] },
  ),
  active: Type.Boolean({ description: 'Whether the item is for sale.' }),
  confirmBelowCost: Type.Boolean({
    description: 'Whether you want a retail price that is lower than the wholesale price.',
  }),
};
