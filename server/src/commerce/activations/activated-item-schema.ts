import { Type } from 'typebox';
import { usd } from '../../kernel/money.ts';
import {
  ActivationMode,
  answer,
  Id,
  nullable,
  oneOf,
  Price,
  Size,
  Timestamp,
} from '../../platform/http/schemas.ts';

const BalanceSchema = answer('Balance', {
  activatedAt: nullable(Timestamp),
  expiresAt: nullable(Timestamp),
  activationMode: ActivationMode,
  name: Type.String(),
  size: Size,
  availableBalance: Size,
  availableBytes: Type.Integer({
    description: 'The data left in bytes; `availableBalance` is rounded.',
  }),
  usedBytes: Type.Integer(),
  validitySize: nullable(
    Type.Integer({ description: 'The number of days; `null` if the validity is unlimited.' }),
  ),
  validityUnit: oneOf(['days']),
  countrySet: Type.String(),
});

/** A package as the API shows it (`docs/api-compatibility.md`). */
export const ActivatedItemSchema = answer('ActivatedItem', {
  uid: Id,
  metatag: nullable(Type.String()),
  salesChannel: oneOf(['Application Programming Interface', 'iOS SDK', 'Android SDK', 'Portal']),
  salesChannelTypeCode: oneOf(['API', 'IOS_SDK', 'ANDROID_SDK', 'PORTAL']),
  soldBy: nullable(
    answer('PackageSeller', {
      kind: oneOf(['api_key', 'person'], { description: 'Whether a key or a person sold it.' }),
      id: Type.String({ description: 'The client ID of the key or the ID of the person.' }),
    }),
  ),
  activationType: oneOf(['DATA_PLAN']),
  purchasePrice: Price,
  retailPrice: Price,
  salesDate: Timestamp,
  status: oneOf(['PURCHASED', 'ACTIVATED', 'REFUNDED']),
  state: oneOf(['PENDING', 'WAITING', 'ACTIVE', 'DEPLETED', 'EXPIRED', 'REFUNDED', 'FAILED']),
  customerUid: Id,
  countrySet: Type.String(),
  refundable: Type.Boolean(),
  refundableReason: nullable(
    Type.String({ description: "Why the package can't be refunded; `null` if it can." }),
  ),
  balance: BalanceSchema,
});

export const anActivatedItem = {
  uid: '4f1eec1b-61dc-47df-91a6-0123456789ab',
  metatag: 'order-1001',
  salesChannel: 'Application Programming Interface',
  salesChannelTypeCode: 'API',
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
