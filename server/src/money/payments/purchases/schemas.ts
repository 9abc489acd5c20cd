import { Type } from 'typebox';
import { usd } from '../../../kernel/money.ts';
import { answer, Id, nullable, oneOf, Price, Timestamp } from '../../../platform/http/schemas.ts';
import { METHODS, ORIGINS, PURCHASE_STATUSES } from './purchase.ts';

const NextAction = answer('PurchaseNextAction', {
  type: oneOf(['authenticate']),
  clientSecret: nullable(
    Type.String({ description: 'The secret for the script of the card provider.' }),
  ),
  redirectUrl: nullable(
    Type.String({ description: 'A page to which the payer can be sent instead.' }),
  ),
});
const Instructions = answer('TransferInstructions', {
  reference: Type.String({ description: 'The text that the transfer must contain.' }),
  amount: Price,
  accountHolder: Type.String(),
  bankName: nullable(Type.String()),
  iban: nullable(Type.String()),
  bic: nullable(Type.String()),
});
export const PurchaseSchema = answer('CreditPurchase', {
  id: Id,
  status: oneOf(PURCHASE_STATUSES),
  origin: oneOf(ORIGINS),
  method: oneOf(METHODS),
  amount: Price,
  vat: Price,
  total: Price,
  paymentMethodId: nullable(Id),
  declineCode: nullable(Type.String()),
  declineReason: nullable(Type.String({ description: 'A sentence for the person who pays.' })),
  nextAction: nullable(NextAction),
  instructions: nullable(Instructions),
  received: Price,
  partOf: nullable(
    Type.String({ description: 'The purchase by bank transfer to which this part belongs.' }),
  ),
  invoiceNumber: nullable(Type.String()),
  frozen: Price,
  reversed: Price,
  owed: Price,
  createdAt: Timestamp,
  paidAt: nullable(Timestamp),
});

export const aPurchase = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  status: 'pending',
  origin: 'manual',
  method: 'card',
  amount: usd(100),
  vat: usd(20),
  total: usd(120),
  paymentMethodId: '0199a1b2-71f4-7c1b-8a3d-0123456789ac',
  declineCode: null,
  declineReason: null,
  nextAction: null,
  instructions: null,
  received: usd(0),
  partOf: null,
  invoiceNumber: null,
  frozen: usd(0),
  reversed: usd(0),
  owed: usd(0),
  createdAt: '2026-04-30T09:55:36.430Z',
  paidAt: null,
};
export const aTransfer = {
  ...aPurchase,
  status: 'awaiting_transfer',
  method: 'bank_transfer',
  paymentMethodId: null,
  instructions: {
    reference: 'GS-7K2M-94XC',
    amount: usd(120),
    accountHolder: 'Gigastore Demo GmbH',
    bankName: 'Demo Bank',
    iban: 'AT611904300234573201',
    bic: 'BKAUATWW',
  },
};

export const MethodSchema = answer('PaymentMethod', {
  id: Id,
  type: oneOf(['card']),
  brand: Type.String({ examples: ['visa'] }),
  lastFour: Type.String({ examples: ['4242'] }),
  expiryMonth: Type.Integer(),
  expiryYear: Type.Integer(),
  isDefault: Type.Boolean(),
  createdAt: Timestamp,
});
export const aMethod = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ac',
  type: 'card',
  brand: 'visa',
  lastFour: '4242',
  expiryMonth: 12,
  expiryYear: 2050,
  isDefault: true,
  createdAt: '2026-04-30T09:55:36.430Z',
};
