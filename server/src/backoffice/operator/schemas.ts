import { Type } from 'typebox';
import { aMember, MemberEntry } from '../../identity/team/index.ts';
import { LOCALES } from '../../kernel/locale.ts';
import { usd } from '../../kernel/money.ts';
import {
  answer,
  CountryCode,
  described,
  Id,
  nullable,
  oneOf,
  Price,
  Timestamp,
  TimeZone,
} from '../../platform/http/schemas.ts';
import { AuditEntrySchema, anAuditEntry } from '../../tenancy/audit/index.ts';
import { SalesSums, someSums } from '../reports/index.ts';
import { ADJUSTMENT_STATES } from './adjustment.ts';

const AN_ID = '4f1eec1b-61dc-47df-91a6-0123456789ab';
const A_TIME = '2026-04-30T09:55:36.430Z';

export const ReasonInput = Type.String({
  minLength: 1,
  maxLength: 255,
  description: 'The reason, which the reseller can read.',
  examples: ['Goodwill for the outage of 30 April'],
});

const organization = {
  id: described(Id, 'The ID of the organization.'),
  name: Type.String({ description: 'The name of the organization.' }),
  email: Type.String({ description: 'The contact address of the organization.' }),
  priceListId: described(
    nullable(Id),
    'The ID of its price list; `null` if it pays by the default list.',
  ),
  createdAt: described(Timestamp, 'When the organization was created.'),
  closingRequestedAt: described(
    nullable(Timestamp),
    'When an owner last requested that the company is closed.',
  ),
  closedAt: described(nullable(Timestamp), 'When the company was closed, for good.'),
};
export const OrganizationSummary = answer('OperatorOrganizationSummary', organization);
export const anOrganizationSummary = {
  id: AN_ID,
  name: 'Acme Travel',
  email: 'owner@acme.example',
  priceListId: null,
  createdAt: A_TIME,
  closingRequestedAt: null,
  closedAt: null,
};

const rules = {
  id: described(Id, 'The ID of the account.'),
  mode: oneOf(['live', 'sandbox'], { description: 'Whether the account is live or a sandbox.' }),
  suspendedAt: described(
    nullable(Timestamp),
    'When the account was suspended; `null` if it is not.',
  ),
  refundLimitPerMonth: Type.Integer({
    description: 'The number of refunds allowed in a calendar month (UTC).',
  }),
  replacementLimitPerMonth: Type.Integer({
    description: 'The number of eSIM replacements allowed in a calendar month (UTC).',
  }),
  replacementLimitPerEsim: Type.Integer({
    description: 'The number of times one eSIM may be replaced.',
  }),
  requiresUserLocation: Type.Boolean({
    description: 'Sales must name the `userIp` and the `userCountry`.',
  }),
  creditLimit: described(Price, 'How far below zero the account may buy.'),
};
export const AccountSchema = answer('OperatorAccount', {
  organizationId: described(Id, 'The ID of the organization that owns the account.'),
  ...rules,
});
const someRules = {
  id: AN_ID,
  mode: 'live',
  suspendedAt: null,
  refundLimitPerMonth: 20,
  replacementLimitPerMonth: 100,
  replacementLimitPerEsim: 5,
  requiresUserLocation: false,
  creditLimit: usd(0),
};
export const anAccount = { organizationId: AN_ID, ...someRules };

export const OrganizationSchema = answer('OperatorOrganization', {
  ...organization,
  locale: oneOf(LOCALES, { description: 'The language of its mails.' }),
  timeZone: TimeZone('The time zone of its days in reports, summaries and statements.'),
  billingCountry: described(
    nullable(CountryCode),
    'The country of its billing address; `null` without billing details.',
  ),
  accounts: Type.Array(
    answer('OperatorAccountWithCredits', {
      ...rules,
      balance: described(Price, 'The credit balance.'),
      held: described(Price, 'Credits reserved for pending sales and disputed payments.'),
      available: described(Price, 'The balance less the held credits.'),
      last30Days: described(SalesSums, 'The sales of the last 30 days.'),
    }),
    { description: 'The live account and the sandbox account.' },
  ),
  members: Type.Array(MemberEntry, { description: 'The people of the company.' }),
  lastChanges: Type.Array(AuditEntrySchema, {
    description: 'The 10 latest entries of its audit log, the newest first.',
  }),
});
export const anOrganization = {
  ...anOrganizationSummary,
  locale: 'en',
  timeZone: 'Europe/Vienna',
  billingCountry: 'AT',
  accounts: [
    {
      ...someRules,
      balance: usd(100),
      held: usd(1.49),
      available: usd(98.51),
      last30Days: someSums,
    },
  ],
  members: [{ ...aMember, role: 'owner' }],
  lastChanges: [anAuditEntry],
};

export const AdjustmentSchema = answer('Adjustment', {
  id: described(Id, 'The ID of the adjustment.'),
  accountId: described(Id, 'The ID of the account.'),
  direction: oneOf(['credit', 'debit'], {
    description: '`credit` adds credits to the account, `debit` deducts them.',
  }),
  amount: described(Price, 'The credits that are added or removed.'),
  reason: Type.String({ description: 'The reason, which the reseller can read.' }),
  state: oneOf(ADJUSTMENT_STATES, {
    description: '`pending` until another operator decides, then `posted` or `rejected`.',
  }),
  requiresApproval: Type.Boolean({
    description: 'Whether the amount is above the limit of one person.',
  }),
  proposedBy: Type.String({ description: 'The person who proposed the adjustment.' }),
  proposedAt: Timestamp,
  decidedBy: nullable(
    Type.String({
      description: 'The person who approved or rejected it; `null` while it is pending.',
    }),
  ),
  decidedAt: nullable(Timestamp),
});
export const anAdjustment = {
  id: AN_ID,
  accountId: AN_ID,
  direction: 'credit',
  amount: usd(25),
  reason: 'Goodwill for the outage of 30 April',
  state: 'posted',
  requiresApproval: false,
  proposedBy: 'Grace Hopper',
  proposedAt: A_TIME,
  decidedBy: 'Grace Hopper',
  decidedAt: A_TIME,
};
