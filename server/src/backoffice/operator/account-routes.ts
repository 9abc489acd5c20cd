import { Type } from 'typebox';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { changeRules, resume, suspend } from './account-changes.ts';
import type { OperatorParts } from './parts.ts';
import { showAccount } from './read-reseller.ts';
import { AccountSchema, anAccount, ReasonInput } from './schemas.ts';

const PATH = '/operator/accounts/:id';
const tag = 'Operator: resellers';
const scope = 'operate';
const params = Type.Object({ id: RequestId });
const answer = AccountSchema;
const refusals = ['invalid_request', 'account_not_found'] as const;

/** The limits and rules of an account, and its suspension. */
export function registerAccountRulesRoutes(app: App, parts: OperatorParts): void {
  const routes = routesOf(app, parts);
  declareRules(routes, parts);
  declareSuspension(routes, parts);
}

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
      answer,
      example: { ...anAccount, refundLimitPerMonth: 30 },
      refusals,
      afterwards: (asked) => access.invalidateAccount(asked.params.id.toLowerCase()),
    },
    async (given, asked) =>
      showAccount(await changeRules(given, { ...asked.body, id: asked.params.id })),
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
      answer,
      example: { ...anAccount, suspendedAt: '2026-04-30T09:55:36.430Z' },
      refusals,
      afterwards,
    },
    async (given, asked) => showAccount(await suspend(given, { ...asked.params, ...asked.body })),
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
      answer,
      example: anAccount,
      refusals: [...refusals, 'invalid_state'],
      afterwards,
    },
    async (given, asked) => showAccount(await resume(given, { ...asked.params, ...asked.body })),
  );
}
