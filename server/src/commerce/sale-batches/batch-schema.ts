import { Type } from 'typebox';
import { usd } from '../../kernel/money.ts';
import {
  ActivationMode,
  answer,
  described,
  Iccid,
  Id,
  nullable,
  oneOf,
  Price,
  PriceInput,
  RequestId,
  Timestamp,
} from '../../platform/http/schemas.ts';
import { MAX_LINES, MAX_QUANTITY } from './batch.ts';

export const BatchSchema = answer('SaleBatch', {
  id: described(Id, 'The ID of the batch.'),
  state: oneOf(['running', 'stopped', 'done'], {
    description: '`done` when no package waits any more; some may have failed.',
  }),
  stoppedBy: nullable(
    Type.String({
      description:
        'The error code at which the batch stopped, such as `insufficient_credits`, or ' +
        '`api_key_not_found` when the API key that sells it was revoked.',
    }),
  ),
  activationMode: described(ActivationMode, 'The activation mode of all packages.'),
  lines: Type.Integer({ description: 'The number of lines.' }),
  packages: Type.Integer({ description: 'The number of packages.' }),
  totalPrice: described(Price, 'The sum of the wholesale prices.'),
  waiting: Type.Integer({ description: 'Packages that are not sold yet.' }),
  sold: Type.Integer({ description: 'Packages that are sold.' }),
  failed: Type.Integer({ description: 'Packages that could not be sold.' }),
  createdAt: described(Timestamp, 'When the batch was created.'),
});
export const aBatch = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  state: 'running',
  stoppedBy: null,
  activationMode: 'NOW',
  lines: 2,
  packages: 3,
  totalPrice: usd(4.47),
  waiting: 1,
  sold: 2,
  failed: 0,
  createdAt: '2026-04-30T09:55:36.430Z',
};

export const BatchItemSchema = answer('SaleBatchItem', {
  number: Type.Integer({ description: 'The number of the package within the batch.' }),
  line: Type.Integer({ description: 'The line that it comes from.' }),
  email: nullable(Type.String({ description: 'The email address of the customer.' })),
  inventoryItemId: described(Id, 'The ID of the inventory item.'),
  metatag: nullable(Type.String({ description: 'Your own reference.' })),
  state: oneOf(['waiting', 'sold', 'failed'], { description: 'What became of the package.' }),
  code: nullable(
    Type.String({
      description: 'The error code of a failed package.',
      examples: ['insufficient_credits'],
    }),
  ),
  detail: nullable(Type.String({ description: 'Why it failed, in a sentence.' })),
  activatedItemUid: nullable(
    Type.String({
      description: 'The ID of the package.',
      examples: ['4f1eec1b-61dc-47df-91a6-0123456789ab'],
    }),
  ),
  customerUid: nullable(
    Type.String({
      description: 'The ID of the new customer.',
      examples: ['123e4567-e89b-12d3-a456-426614174000'],
    }),
  ),
  iccid: nullable(described(Iccid, 'The ICCID of the new eSIM.')),
});
export const aBatchItem = {
  number: 1,
  line: 1,
  email: 'traveller@example.com',
  inventoryItemId: '4f1eec1b-61dc-47df-91a6-0123456789ab',
  metatag: 'order-1001',
  state: 'sold',
  code: null,
  detail: null,
  activatedItemUid: '4f1eec1b-61dc-47df-91a6-0123456789ab',
  customerUid: '123e4567-e89b-12d3-a456-426614174000',
  iccid: '8997212330099184896',
};

export const PreviewSchema = answer('SaleBatchPreview', {
  lines: Type.Integer({ description: 'The number of lines without a fault.' }),
  packages: Type.Integer({ description: 'The number of their packages.' }),
  fromStock: Type.Integer({ description: 'Packages that your prepaid units pay.' }),
  totalPrice: described(Price, 'The sum of the wholesale prices.'),
  totalRetailPrice: described(Price, 'The sum of the retail prices.'),
  available: described(Price, 'The credits that can be spent.'),
  isAffordable: Type.Boolean({ description: 'Whether your credits cover the total now.' }),
  faults: Type.Array(
    answer('SaleBatchFault', {
      line: Type.Integer({ description: 'The line, counted from 1; in CSV the line of the file.' }),
      field: Type.String({ description: 'The field that is wrong.' }),
      message: Type.String({ description: 'The fault in a sentence.' }),
    }),
    { description: 'The faults of the lines. With any of them, the batch is refused.' },
  ),
});
export const aPreview = {
  lines: 2,
  packages: 3,
  fromStock: 0,
  totalPrice: usd(4.47),
  totalRetailPrice: usd(14.97),
  available: usd(98.51),
  isAffordable: true,
  faults: [],
};

const line = Type.Object({
  inventoryItemId: Type.Optional(described(RequestId, 'The ID of the inventory item to sell.')),
  customerEmail: Type.Optional(
    Type.String({
      description: "The new customer's email address.",
      examples: ['traveller@example.com'],
    }),
  ),
  metatag: Type.Optional(
    Type.String({ description: 'Your own reference.', examples: ['order-1001'] }),
  ),
  quantity: Type.Optional(
    Type.Number({ description: `1 to ${MAX_QUANTITY} packages, 1 by default.`, examples: [1] }),
  ),
});

const order = {
  lines: Type.Optional(
    Type.Array(line, { maxItems: MAX_LINES, description: 'The lines, unless `csv` is sent.' }),
  ),
  csv: Type.Optional(
    Type.String({
      description:
        'The lines as the text of a CSV file with the headings `inventoryItemId`, ' +
        '`customerEmail`, `metatag` and `quantity`, in any order. The name of an item may stand ' +
        'for its ID.',
      examples: [
        'inventoryItemId,customerEmail,metatag,quantity\n' +
          '4f1eec1b-61dc-47df-91a6-0123456789ab,traveller@example.com,order-1001,1\n',
      ],
    }),
  ),
  activationMode: Type.Optional(
    described(ActivationMode, 'When the validity of the packages begins; `NOW` by default.'),
  ),
};
export const PreviewBody = Type.Object(order);
export const BatchBody = Type.Object({
  ...order,
  expectedTotal: Type.Optional(
    described(PriceInput, 'The `totalPrice` of the preview. The request fails if it has changed.'),
  ),
});
