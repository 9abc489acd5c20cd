import { Type } from 'typebox';
import { readUsd, toPrice, usd } from '../../kernel/money.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  described,
  nullable,
  Price,
  PriceInput,
  RequestId,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { changeRules, resume, suspend } from './account-changes.ts';
import { showApproval } from './approvals/approval.ts';
import { changeCreditLimit } from './approvals/credit-limit.ts';
import { ApprovalSchema, anApproval } from './approvals/schemas.ts';
import type { OperatorParts } from './parts.ts';
import { showAccount } from './read-reseller.ts';
import { AccountSchema, anAccount, ReasonInput } from './schemas.ts';

const PATH = '/operator/accounts/:id';
const tag = 'Operator: resellers';
const scope = 'operate';
const params = Type.Object({ id: RequestId });
const refusals = ['invalid_request', 'account_not_found'] as const;

/** The limits and rules of an account, and its suspension. */
export function registerAccountRulesRoutes(app: App, parts: OperatorParts): void {
  const routes = routesOf(app, parts);
  declareRules(routes, parts);
  declareCreditLimit(routes);
  declareSuspension(routes, parts);
}

const ChangedLimitSchema = answer('ChangedCreditLimit', {
  creditLimit: described(Price, 'The credit limit as it is now.'),
  approvalRequest: described(
    nullable(ApprovalSchema),
    'The request to approve a higher limit; `null` if none is needed.',
  ),
});
const aLimitRequest = {
  ...anApproval,
  kind: 'credit_limit',
  reason: 'credit_limit',
  bankReceipt: null,
  creditLimit: {
    ...{ accountId: anAccount.id, organizationId: anAccount.organizationId },
    ...{ creditLimit: usd(500), reason: 'Pays by invoice at the end of the month' },
  },
};

const RulesInput = Type.Object({
  refundLimitPerMonth: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 1_000_000,
      description: 'The number of packages that the account can refund in a calendar month (UTC).',
      examples: [30],
    }),
  ),
  replacementLimitPerMonth: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 1_000_000,
      description: 'The number of eSIMs that the account can replace in a calendar month (UTC).',
      examples: [100],
    }),
  ),
  replacementLimitPerEsim: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 1_000,
      description: 'How often one eSIM can be replaced.',
      examples: [5],
    }),
  ),
  requiresUserLocation: Type.Optional(
    Type.Boolean({
      description: 'Whether sales must name the `userIp` and the `userCountry`.',
      examples: [false],
    }),
  ),
});

function declareRules(routes: Routes, { access }: OperatorParts): void {
  routes.write(
    `PUT ${PATH}`,
    {
      id: 'updateAccountRules',
      scope,
      tag,
      summary: "Update an account's rules",
      description: 'Changes the limits that you send. The others stay as they are.',
      params,
      body: RulesInput,
      answer: AccountSchema,
      example: { ...anAccount, refundLimitPerMonth: 30 },
      refusals,
      afterwards: (asked) => access.invalidateAccount(asked.params.id.toLowerCase()),
    },
    async (given, asked) =>
      showAccount(given.db, await changeRules(given, { ...asked.body, id: asked.params.id })),
  );
}

function declareCreditLimit(routes: Routes): void {
  routes.write(
    `PUT ${PATH}/credit-limit`,
    {
      id: 'setCreditLimit',
      scope,
      tag,
      summary: "Set an account's credit limit",
      description:
        'Sets how far below zero the account may buy packages and prepaid stock. A lower limit ' +
        'applies at once, but cannot be below what the account owes. A higher one waits as ' +
        '`approvalRequest` for another operator, and replaces an earlier request. A payment that ' +
        'was reversed stops sales whatever the limit.',
      params,
      body: Type.Object({
        creditLimit: described(PriceInput, 'How far below zero the account may buy.'),
        reason: ReasonInput,
      }),
      answer: ChangedLimitSchema,
      example: { creditLimit: usd(0), approvalRequest: aLimitRequest },
      refusals: [...refusals, 'invalid_state', 'forbidden'],
    },
    async (given, { params: { id }, body: { creditLimit, reason } }) => {
      const limitMinor = readUsd(creditLimit, '/creditLimit');
      const changed = await changeCreditLimit(given, { id, limitMinor, reason });
      const { request } = changed;
      return {
        creditLimit: toPrice(changed.limitMinor),
        approvalRequest: request && showApproval(request),
      };
    },
  );
}

function declareSuspension(routes: Routes, { access }: OperatorParts): void {
  const body = Type.Object({ reason: ReasonInput });
  const afterwards = (asked: { params: { id: string } }) =>
    access.invalidateAccount(asked.params.id.toLowerCase());
  routes.write(
    `POST ${PATH}/suspend`,
    {
      id: 'suspendAccount',
      scope,
      tag,
      summary: 'Suspend an account',
      description:
        'Stops new sales. Packages that are sold already, refunds, credits and webhooks go on.',
      params,
      body,
      answer: AccountSchema,
      example: { ...anAccount, suspendedAt: '2026-04-30T09:55:36.430Z' },
      refusals,
      afterwards,
    },
    async (given, asked) =>
      showAccount(given.db, await suspend(given, { ...asked.params, ...asked.body })),
  );
  routes.write(
    `POST ${PATH}/resume`,
    {
      id: 'resumeAccount',
      scope,
      tag,
      summary: 'Resume an account',
      description:
        'Ends a suspension. The account can sell again at once, unless its company was closed.',
      params,
      body,
      answer: AccountSchema,
      example: anAccount,
      refusals: [...refusals, 'invalid_state'],
      afterwards,
    },
    async (given, asked) =>
      showAccount(given.db, await resume(given, { ...asked.params, ...asked.body })),
  );
}
