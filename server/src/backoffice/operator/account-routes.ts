import { Type } from 'typebox';
import type { Scope } from '../../platform/db/scope.ts';
import { operation } from '../../platform/http/operation.ts';
import { RequestId } from '../../platform/http/schemas.ts';
import type { App, Reply } from '../../platform/http/typed-app.ts';
import { write } from '../../platform/http/write.ts';
import type { Account } from '../../tenancy/accounts/index.ts';
import { changeRules, resume, suspend } from './account-changes.ts';
import type { OperatorParts } from './parts.ts';
import { showAccount } from './read-reseller.ts';
import { AccountSchema, anAccount, ReasonInput } from './schemas.ts';

const TAG = 'Operator: resellers';
const PLACE = {
  tag: TAG,
  params: Type.Object({ id: RequestId }),
  answer: AccountSchema,
  refusals: ['invalid_request', 'account_not_found'],
} as const;

/** The rules of one account, and whether it may sell. */
export function registerAccountRulesRoutes(app: App, parts: OperatorParts): void {
  registerRules(app, parts);
  registerSuspension(app, parts);
}

function registerRules(app: App, parts: OperatorParts): void {
  app.put(
    '/operator/accounts/:id',
    {
      config: { scope: 'operate' },
      schema: operation({
        ...PLACE,
        id: 'setAccountRules',
        summary: 'Set the rules of an account',
        body: Type.Object({
          refundLimitPerMonth: Type.Optional(
            Type.Integer({
              minimum: 0,
              maximum: 1_000_000,
              description: 'How many packages it may give back in a calendar month (UTC).',
              examples: [30],
            }),
          ),
          replacementLimitPerMonth: Type.Optional(
            Type.Integer({
              minimum: 0,
              maximum: 1_000_000,
              description: 'The number of eSIMs that it may replace in a calendar month (UTC).',
              examples: [100],
            }),
          ),
          replacementLimitPerEsim: Type.Optional(
            Type.Integer({
              minimum: 0,
              maximum: 1_000,
              description: 'How often one eSIM may be replaced.',
              examples: [5],
            }),
          ),
          requiresUserLocation: Type.Optional(Type.Boolean()),
        }),
        example: { ...anAccount, refundLimitPerMonth: 30 },
      }),
    },
    (request, reply) =>
      change(parts, reply, (scope) =>
        changeRules(scope, { ...request.body, id: request.params.id }),
      ),
  );
}

function registerSuspension(app: App, parts: OperatorParts): void {
  const body = Type.Object({ reason: ReasonInput });
  app.post(
    '/operator/accounts/:id/suspend',
    {
      config: { scope: 'operate' },
      schema: operation({
        ...PLACE,
        id: 'suspendAccount',
        summary: 'Let an account make no new sales',
        description: 'Everything else works: packages, refunds, credits, webhooks.',
        body,
        example: { ...anAccount, suspendedAt: '2026-04-30T09:55:36.430Z' },
      }),
    },
    (request, reply) =>
      change(parts, reply, (scope) => suspend(scope, { ...request.params, ...request.body })),
  );
  app.post(
    '/operator/accounts/:id/resume',
    {
      config: { scope: 'operate' },
      schema: operation({
        ...PLACE,
        id: 'resumeAccount',
        summary: 'Let an account sell again',
        body,
        example: anAccount,
      }),
    },
    (request, reply) =>
      change(parts, reply, (scope) => resume(scope, { ...request.params, ...request.body })),
  );
}

/** What is remembered of the account is read again once the change is there. */
async function change(
  parts: OperatorParts,
  reply: Reply,
  verb: (scope: Scope) => Promise<Account>,
): Promise<Reply> {
  const { id } = reply.request.params as { id: string };
  const sent = await write(parts, reply, async (scope) => showAccount(await verb(scope)));
  parts.access.invalidateAccount(id.toLowerCase());
  return sent;
}
