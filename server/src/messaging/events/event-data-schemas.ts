import { type TObject, type TProperties, Type } from 'typebox';
import {
  CountryCode,
  described,
  Iccid,
  Id,
  nullable,
  oneOf,
  Price,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { EventType } from './event.ts';

const Imsi = nullable(
  Type.String({
    pattern: '^[0-9]{15}$',
    description: 'The IMSI of the eSIM; null if its carrier does not name it.',
  }),
);
const Bytes = Type.Integer({ minimum: 0 });
const customer = described(Id, 'The ID of the customer.');
const activatedItem = described(Id, 'The ID of the package.');
const purchaseId = described(Id, 'The ID of the credit purchase.');
const expiresAt = described(
  nullable(Timestamp),
  'When the validity ends; `null` if it never does.',
);

/** Every `package.*` event names its customer and its package under these names. */
const packageIds = {
  uid: described(Id, 'The ID of the customer. The same as `customerUid`.'),
  activatedItem: described(Id, 'The ID of the package. The same as `activatedItemUid`.'),
  customerUid: customer,
  activatedItemUid: activatedItem,
};
const aPackage = {
  ...packageIds,
  name: Type.String({ description: 'The name of the inventory item when it was sold.' }),
  metatag: described(nullable(Type.String()), 'The `metatag` of the sale.'),
};
const remains = {
  ...aPackage,
  expiresAt,
  unusedBytes: described(Bytes, 'The data that was left, in bytes.'),
};
const resetsAt = described(
  nullable(Timestamp),
  'When the next day begins; `null` if the package ends before, or the limit is for all days.',
);
const Credits = (description: string) => described(Price, description);

const aFreeze = {
  purchaseId,
  reason: oneOf(['dispute'], { description: 'Why the credits are frozen or released.' }),
  amount: Credits('The credits that the disputed payment bought.'),
  frozen: Credits('The part of them that is frozen.'),
};

const anApproval = {
  approvalId: described(Id, 'The ID of the approval.'),
  kind: oneOf(['sale', 'sale_batch'], {
    description: 'Whether one sale waits, or the packages of a batch that are not sold yet.',
  }),
  clientId: Type.String({
    description: 'The client ID of the API key that asked for the sale.',
    examples: ['key_5f0c1e9a7b3d2468ace01357'],
  }),
  description: Type.String({
    description: 'The name of the item, or the size of the batch.',
    examples: ['eSIM Europe 5 GB'],
  }),
  amount: Credits('The credits that the sale costs, or the whole batch.'),
  batchId: described(nullable(Id), 'The ID of the batch; `null` for one sale.'),
  expiresAt: described(Timestamp, 'Until when it can be approved.'),
};

/** The `data` of an event, by its type. */
export const EVENT_DATA: Record<EventType, TProperties> = {
  'package.purchased': {
    ...aPackage,
    inventoryItemId: described(Id, 'The ID of the inventory item.'),
    iccid: described(nullable(Iccid), 'The ICCID of a new eSIM; `null` for a top-up.'),
    status: Type.String({ description: 'The status of the package.' }),
    activationMode: Type.String({ description: 'When the validity begins.' }),
    channel: Type.String({ description: 'The sales channel.', examples: ['API'] }),
    purchasePrice: Credits('The wholesale price that was charged.'),
    retailPrice: Credits('The retail price of the inventory item.'),
    expiresAt,
  },
  'package.delivered': {
    ...aPackage,
    iccid: described(nullable(Iccid), 'The ICCID of a new eSIM; `null` for a top-up.'),
    expiresAt,
  },
  'package.failed': {
    ...aPackage,
    reason: Type.String({ description: 'The error code of the refusal.' }),
    amount: Credits('The held credits that were released.'),
  },
  'package.activated': {
    ...packageIds,
    activatedAt: described(Timestamp, 'When the validity began.'),
    expiresAt,
  },
  'package.depleted': remains,
  'package.day_used_up': {
    ...remains,
    dailyBytes: described(Bytes, 'What the package gives a day, in bytes.'),
    resetsAt,
  },
  'package.throttled': {
    ...remains,
    fairUseBytes: described(Bytes, 'The fair-use limit that was reached, in bytes.'),
    speedKbps: Type.Integer({ description: 'The speed from now on, in kbit/s.' }),
    resetsAt,
  },
  'package.expiring': remains,
  'package.expired': remains,
  'package.refunded': {
    ...aPackage,
    amount: Credits('The credits that were returned.'),
    reason: described(nullable(Type.String()), 'The `reason` of the refund request.'),
  },
  'esim.status_changed': {
    iccid: Iccid,
    imsi: Imsi,
    profileState: oneOf(['RELEASED', 'INSTALLED', 'DISABLED', 'ERROR'], {
      description: 'The new state of the eSIM.',
    }),
    eid: Type.Optional(
      Type.String({ pattern: '^[0-9]{32}$', description: 'The EID of the device, if known.' }),
    ),
  },
  'esim.country_changed': {
    imsi: Imsi,
    iccid: Iccid,
    previousCountry: described(
      nullable(CountryCode),
      'The country before; `null` on the first connection.',
    ),
    newCountry: described(CountryCode, 'The country of the network.'),
  },
  'esim.replaced': {
    uid: customer,
    iccid: Iccid,
    imsi: Imsi,
    replacedByIccid: described(Iccid, 'The ICCID of the new eSIM.'),
    replacedByImsi: described(Imsi, 'The IMSI of the new eSIM.'),
  },
  'balance.low': {
    uid: customer,
    iccid: Iccid,
    imsi: Imsi,
    timestamp: described(Timestamp, 'When the data fell below 100 MB.'),
    balanceAmountInByte: described(Bytes, 'The data that is left, in bytes.'),
  },
  'credits.low': {
    threshold: Credits('The threshold of the alert.'),
    available: Credits('The credits that are available to spend.'),
  },
  'credits.added': {
    purchaseId: Type.Optional(purchaseId),
    adjustmentId: Type.Optional(described(Id, 'The ID of the adjustment by the operator.')),
    origin: Type.String({
      description:
        'Where the credits come from: `purchase`, `auto_top_up`, `adjustment` or `sandbox_credit`.',
    }),
    amount: Credits('The credits that were added.'),
    balance: Credits('The balance afterwards.'),
    available: Credits('The credits available to spend afterwards.'),
  },
  'account.suspended': { reason: Type.String({ description: 'Why the account was suspended.' }) },
  'account.resumed': { reason: Type.String({ description: 'Why the account can sell again.' }) },
  'credits.frozen': aFreeze,
  'credits.released': aFreeze,
  'credits.reversed': {
    purchaseId,
    reason: Type.String({ description: 'Why the payment went back.' }),
    amount: Credits('The part of the payment that went back.'),
    taken: Credits('The credits that were deducted.'),
    outstanding: Credits('The credits that were spent already and are still owed.'),
  },
  'credits.auto_top_up_failed': {
    reason: Type.String({ description: 'Why the top-up failed.' }),
    attempt: described(nullable(Type.Integer()), 'The number of the attempt; `null` for a cap.'),
    nextAttemptAt: described(nullable(Timestamp), 'When the next attempt follows, if one does.'),
    switchedOff: Type.Boolean({ description: 'Whether automatic top-up was switched off.' }),
    amount: Credits('The amount of the top-up.'),
    purchaseId: described(nullable(Id), 'The ID of the credit purchase.'),
  },
  'price.planned': {
    inventoryItemId: described(Id, 'The ID of the inventory item.'),
    price: Credits('The wholesale price that is planned.'),
    effectiveAt: described(Timestamp, 'From when the price holds.'),
    isCancelled: Type.Boolean({ description: 'Whether the plan was cancelled.' }),
  },
  'price.changed': {
    inventoryItemId: described(Id, 'The ID of the inventory item.'),
    price: Credits('The new wholesale price.'),
  },
  'approval.requested': anApproval,
  'approval.approved': anApproval,
  'approval.rejected': anApproval,
  'approval.expired': anApproval,
};

/** Returns the schema of `data` in the common shape. */
export function eventDataSchema(type: EventType): TObject {
  return Type.Object(EVENT_DATA[type], { title: `${titleOf(type)}Data` });
}

/** Returns the name of a component in the document: `package.auto_top_up` is `PackageAutoTopUp`. */
export function titleOf(type: EventType): string {
  return type.replace(/(?:^|[._])([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
