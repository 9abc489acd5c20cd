import { Type } from 'typebox';
import { usd } from '../../kernel/money.ts';
import { answer, Id, nullable, oneOf, Price, Timestamp } from '../../platform/http/schemas.ts';
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
  id: Id,
  name: Type.String(),
  email: Type.String(),
  priceListId: nullable(Id),
  createdAt: Timestamp,
  closingRequestedAt: Type.Unsafe({
    ...nullable(Timestamp),
    description: 'When an owner last requested that the company is closed.',
  }),
  closedAt: Type.Unsafe({
    ...nullable(Timestamp),
    description: 'When an owner closed the company, for good.',
  }),
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
  id: Id,
  mode: oneOf(['live', 'sandbox']),
  suspendedAt: nullable(Timestamp),
  refundLimitPerMonth: Type.Integer(),
  replacementLimitPerMonth: Type.Integer(),
  replacementLimitPerEsim: Type.Integer(),
  requiresUserLocation: Type.Boolean({
    description: 'Sales must name the `userIp` and the `userCountry`.',
  }),
};
export const AccountSchema = answer('OperatorAccount', { organizationId: Id, ...rules });
const someRules = {
  id: AN_ID,
  mode: 'live',
  suspendedAt: null,
  refundLimitPerMonth: 20,
  replacementLimitPerMonth: 100,
  replacementLimitPerEsim: 5,
  requiresUserLocation: false,
};
export const anAccount = { organizationId: AN_ID, ...someRules };

export const OrganizationSchema = answer('OperatorOrganization', {
  ...organization,
  accounts: Type.Array(
    answer('OperatorAccountWithCredits', {
      ...rules,
      balance: Price,
      held: Price,
      available: Price,
      last30Days: SalesSums,
    }),
  ),
});
export const anOrganization = {
  ...anOrganizationSummary,
  accounts: [
    {
      ...someRules,
      balance: usd(100),
      held: usd(1.49),
      available: usd(98.51),
      last30Days: someSums,
    },
  ],
};

export const AdjustmentSchema = answer('Adjustment', {
  id: Id,
  accountId: Id,
  direction: oneOf(['give', 'take']),
  amount: Price,
  reason: Type.String(),
  state: oneOf(ADJUSTMENT_STATES),
  needsSecond: Type.Boolean({
    description: 'Whether the amount is above the limit of one person.',
  }),
  proposedBy: Type.String(),
  proposedAt: Timestamp,
  decidedBy: nullable(Type.String()),
  decidedAt: nullable(Timestamp),
});
export const anAdjustment = {
  id: AN_ID,
  accountId: AN_ID,
  direction: 'give',
  amount: usd(25),
  reason: 'Goodwill for the outage of 30 April',
  state: 'posted',
  needsSecond: false,
  proposedBy: 'Grace Hopper',
  proposedAt: A_TIME,
  decidedBy: 'Grace Hopper',
  decidedAt: A_TIME,
};
