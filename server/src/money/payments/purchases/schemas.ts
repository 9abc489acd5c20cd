import { Type } from 'typebox';
import { usd } from '../../../kernel/money.ts';
import {
  answer,
  described,
  Id,
  nullable,
  oneOf,
  Price,
  Timestamp,
} from '../../../platform/http/schemas.ts';
import { METHODS, ORIGINS, PURCHASE_STATUSES } from './purchase.ts';

const NextAction = answer('PurchaseNextAction', {
  type: oneOf(['authenticate'], {
    description: 'Always `authenticate`: the cardholder has to confirm the payment.',
  }),
  clientSecret: nullable(
    Type.String({ description: 'The secret for the script of the card provider.' }),
  ),
  redirectUrl: nullable(
    Type.String({
      description: 'A page to which the payer can be sent instead.',
      examples: ['https://pay.example/authenticate'],
    }),
  ),
});
const Instructions = answer('TransferInstructions', {
  reference: Type.String({ description: 'The text that the transfer must contain.' }),
  amount: described(Price, 'The amount to transfer, with VAT.'),
  accountHolder: Type.String({ description: 'The name of the payee.' }),
  bankName: nullable(
    Type.String({ description: 'The name of the bank; `null` if it is not set.' }),
  ),
  iban: nullable(
    Type.String({ description: 'The IBAN to transfer to.', examples: ['AT611904300234573201'] }),
  ),
  bic: nullable(Type.String({ description: 'The BIC of the bank.', examples: ['BKAUATWW'] })),
});
export const PurchaseSchema = answer('CreditPurchase', {
  id: described(Id, 'The ID of the purchase.'),
  status: oneOf(PURCHASE_STATUSES, { description: 'The status of the purchase.' }),
  origin: oneOf(ORIGINS, { description: 'How the purchase was started.' }),
  method: oneOf(METHODS, { description: 'How the purchase is paid.' }),
  amount: described(Price, 'The credits, without VAT.'),
  vat: described(Price, 'The VAT.'),
  total: described(Price, 'The amount to pay, with VAT.'),
  paymentMethodId: described(nullable(Id), 'The ID of the card; `null` for a bank transfer.'),
  declineCode: nullable(
    Type.String({
      description:
        'Why the card was declined, as a code of the card provider; `null` if it was not.',
      examples: ['insufficient_funds'],
    }),
  ),
  declineReason: nullable(Type.String({ description: 'A sentence for the person who pays.' })),
  nextAction: described(nullable(NextAction), 'What the payer has to do; `null` if nothing.'),
  instructions: described(
    nullable(Instructions),
    'How to pay by bank transfer; `null` for a card.',
  ),
  received: described(Price, 'The amount that has arrived by bank transfer.'),
  partOf: nullable(
    Type.String({ description: 'The purchase by bank transfer to which this part belongs.' }),
  ),
  invoiceNumber: nullable(
    Type.String({
      description: 'The number of the invoice; `null` until it is issued.',
      examples: ['2026-000001'],
    }),
  ),
  frozen: described(Price, 'Credits that are held while the payment is disputed.'),
  reversed: described(Price, 'Credits that were taken back after a dispute or a refund.'),
  outstanding: described(Price, 'Credits that will be taken back from your next purchases.'),
  createdAt: described(Timestamp, 'When the purchase was created.'),
  paidAt: described(nullable(Timestamp), 'When the purchase was paid; `null` until then.'),
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
  outstanding: usd(0),
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
  id: described(Id, 'The ID of the payment method.'),
  type: oneOf(['card'], { description: 'Always `card`.' }),
  brand: Type.String({ examples: ['visa'], description: 'The brand of the card.' }),
  lastFour: Type.String({
    examples: ['4242'],
    description: 'The last four digits of the card number.',
  }),
  expiryMonth: Type.Integer({ description: 'The month in which the card expires, 1 to 12.' }),
  expiryYear: Type.Integer({ description: 'The year in which the card expires.' }),
  isDefault: Type.Boolean({
    description: 'Whether automatic top-ups and purchases use this card by default.',
  }),
  createdAt: described(Timestamp, 'When the card was saved.'),
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
