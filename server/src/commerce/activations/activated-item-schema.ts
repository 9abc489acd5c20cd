import { Type } from 'typebox';
import { usd } from '../../kernel/money.ts';
import { SALES_CHANNELS } from '../../kernel/sales-channel.ts';
import {
  ActivationMode,
  ActorId,
  answer,
  described,
  Id,
  nullable,
  oneOf,
  Price,
  Size,
  Timestamp,
} from '../../platform/http/schemas.ts';
import { termsFields } from '../catalog/index.ts';

const TodaySchema = answer('DataToday', {
  startsAt: described(Timestamp, 'When the day began.'),
  resetsAt: described(Timestamp, 'When the next day begins, or the validity ends.'),
  usedBytes: Type.Integer({ description: 'The data used on this day, in bytes.' }),
  availableBytes: nullable(
    Type.Integer({ description: 'The data left for this day, in bytes; `null` if unlimited.' }),
  ),
  throttled: Type.Boolean({ description: 'Whether the fair-use limit is reached.' }),
  speedKbps: nullable(
    Type.Integer({ description: 'The speed in kbit/s while `throttled`; else `null`.' }),
  ),
});

/** The day of a package, as `showToday` returns it. */
export const todayField = Type.Optional(
  described(
    nullable(TodaySchema),
    'The present day of a package with a `dataType`; `null` unless it is active.',
  ),
);

const BalanceSchema = answer('Balance', {
  activatedAt: described(
    nullable(Timestamp),
    'When the validity began; `null` while the package is waiting.',
  ),
  expiresAt: described(
    nullable(Timestamp),
    'When the validity ends, or, while the package is waiting, when it activates by itself. ' +
      '`null` if the validity is unlimited.',
  ),
  activationMode: described(
    ActivationMode,
    'When the validity begins: at the sale (`NOW`), on first use (`FIRST_USE`) or on request ' +
      '(`ON_DEMAND`).',
  ),
  name: Type.String({ description: 'The name of the inventory item when it was sold.' }),
  size: Size,
  availableBalance: Size,
  availableBytes: Type.Integer({
    description: 'The data left in bytes; `availableBalance` is rounded.',
  }),
  usedBytes: Type.Integer({ description: 'The data used, in bytes.' }),
  validitySize: nullable(
    Type.Integer({ description: 'The number of days; `null` if the validity is unlimited.' }),
  ),
  validityUnit: oneOf(['days'], { description: 'The unit of `validitySize`.' }),
  countrySet: Type.String({ description: 'The code of the country set that the package covers.' }),
  ...termsFields,
  today: todayField,
});

/** A package as the API shows it (`docs/api-compatibility.md`). */
export const ActivatedItemSchema = answer('ActivatedItem', {
  uid: described(Id, 'The ID of the package.'),
  metatag: nullable(
    Type.String({ description: 'The `metatag` of the sale; `null` if it had none.' }),
  ),
  salesChannel: oneOf(['Application Programming Interface', 'iOS SDK', 'Android SDK', 'Portal'], {
    description: 'The name of the sales channel.',
  }),
  salesChannelTypeCode: oneOf(['API', 'IOS_SDK', 'ANDROID_SDK', 'PORTAL'], {
    description: 'The code of the sales channel.',
  }),
  channel: oneOf(SALES_CHANNELS, {
    description:
      'The sales channel: also `MCP` for the tools of agents, which `salesChannelTypeCode` has ' +
      'as `API`.',
  }),
  soldBy: described(
    nullable(
      answer('PackageSeller', {
        kind: oneOf(['api_key', 'person', 'app'], {
          description: 'Whether an API key, a person or an app sold it.',
        }),
        id: ActorId,
      }),
    ),
    'The API key, person or app that sold the package; `null` if unknown.',
  ),
  activationType: oneOf(['DATA_PLAN'], { description: 'Always `DATA_PLAN`.' }),
  purchasePrice: described(Price, 'The wholesale price that was charged.'),
  retailPrice: described(Price, 'The retail price of the inventory item at the time of the sale.'),
  salesDate: described(Timestamp, 'When the package was sold.'),
  status: oneOf(['PURCHASED', 'ACTIVATED', 'REFUNDED'], {
    description:
      'How the package was paid for: with credits (`PURCHASED`) or from prepaid stock ' +
      '(`ACTIVATED`). `REFUNDED` after a refund.',
  }),
  state: oneOf(['PENDING', 'WAITING', 'ACTIVE', 'DEPLETED', 'EXPIRED', 'REFUNDED', 'FAILED'], {
    description: 'The present state of the package.',
  }),
  customerUid: described(Id, 'The ID of the customer.'),
  countrySet: Type.String({ description: 'The code of the country set that the package covers.' }),
  refundable: Type.Boolean({ description: 'Whether the package can be refunded now.' }),
  refundableReason: nullable(
    Type.String({ description: "Why the package can't be refunded; `null` if it can." }),
  ),
  balance: described(BalanceSchema, 'The data and the validity of the package.'),
});

export const anActivatedItem = {
  uid: '4f1eec1b-61dc-47df-91a6-0123456789ab',
  metatag: 'order-1001',
  salesChannel: 'Application Programming Interface',
  salesChannelTypeCode: 'API',
  channel: 'API',
  soldBy: { kind: 'api_key', id: 'key_5f0c6a521b0e4c5e8f4e0123' },
  activationType: 'DATA_PLAN',
  purchasePrice: usd(1.49),
  retailPrice: usd(4.99),
  salesDate: '2026-04-30T09:55:36.430Z',
  status: 'PURCHASED',
  state: 'ACTIVE',
  customerUid: '123e4567-e89b-12d3-a456-426614174000',
  countrySet: 'WWW',
  refundable: true,
  refundableReason: null,
  balance: {
    activatedAt: '2026-04-30T09:55:36.430Z',
    expiresAt: '2027-04-30T09:55:36.430Z',
    activationMode: 'NOW',
    name: 'eSIM Worldwide 50 MB',
    size: { sizeValue: 50, sizeUnit: 'MB' },
    availableBalance: { sizeValue: 0.05, sizeUnit: 'GB' },
    availableBytes: 52_428_800,
    usedBytes: 0,
    validitySize: 365,
    validityUnit: 'days',
    countrySet: 'WWW',
  },
};
