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
import { APPROVAL_KINDS, APPROVAL_REASONS, APPROVAL_STATES } from './approval.ts';

const bankText = (description: string, example: string) =>
  nullable(Type.String({ description, examples: [example] }));

const BankAccountSchema = answer('SellerBankAccount', {
  bankName: bankText('The name of the bank.', 'Demo Bank'),
  iban: bankText('The IBAN of the account.', 'AT611904300234573201'),
  bic: bankText('The BIC of the bank.', 'BKAUATWW'),
});

export const ApprovalSchema = answer('ApprovalRequest', {
  id: described(Id, 'The ID of the approval request.'),
  kind: oneOf(APPROVAL_KINDS, {
    description:
      'What has to be approved: a bank receipt, a new bank account of the seller, or a higher ' +
      'credit limit.',
  }),
  reason: oneOf(APPROVAL_REASONS, {
    description: 'The reason why one operator may not do this alone.',
  }),
  state: oneOf(APPROVAL_STATES, {
    description: '`pending` until another operator approves or rejects the request.',
  }),
  bankReceipt: described(
    nullable(
      answer('ProposedBankReceipt', {
        entryId: Type.String({
          description: "The bank's id of the statement entry.",
          examples: ['2026-04-30/17'],
        }),
        reference: Type.String({ description: 'The reference of the purchase.' }),
        purchaseId: described(Id, 'The ID of the credit purchase that was paid.'),
        accountId: described(Id, 'The ID of the account that gets the credits.'),
        received: described(Price, 'The amount that arrived.'),
        receivedAt: Timestamp,
        note: nullable(Type.String({ description: 'The note of the proposer.' })),
      }),
    ),
    'The bank receipt to be confirmed; `null` for other kinds.',
  ),
  bankAccount: described(
    nullable(BankAccountSchema),
    'The bank account to be set; `null` for other kinds.',
  ),
  creditLimit: described(
    nullable(
      answer('ProposedCreditLimit', {
        accountId: described(Id, 'The ID of the account.'),
        organizationId: described(Id, 'The ID of its organization.'),
        creditLimit: described(Price, 'How far below zero the account would be able to buy.'),
        reason: Type.String({ description: 'The reason, which the reseller can read.' }),
      }),
    ),
    'The credit limit to be set; `null` for other kinds.',
  ),
  proposedBy: Type.String({ description: 'The name of the operator who proposed it.' }),
  proposedAt: Timestamp,
  decidedBy: nullable(Type.String({ description: 'The name of the operator who decided.' })),
  decidedAt: nullable(Timestamp),
});

export const anApproval = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  kind: 'bank_receipt',
  reason: 'above_daily_limit',
  state: 'pending',
  bankReceipt: {
    entryId: '2026-04-30/17',
    reference: 'GS-7K2M-94XC',
    purchaseId: '0199a1b2-71f4-7c1b-8a3d-0123456789ac',
    accountId: '4f1eec1b-61dc-47df-91a6-0123456789ab',
    received: usd(1200),
    receivedAt: '2026-04-30T00:00:00.000Z',
    note: null,
  },
  bankAccount: null,
  creditLimit: null,
  proposedBy: 'Ada Lovelace',
  proposedAt: '2026-04-30T09:55:36.430Z',
  decidedBy: null,
  decidedAt: null,
};
