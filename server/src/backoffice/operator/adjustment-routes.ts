import { Type } from 'typebox';
import { formatAmount, readUsd, usd } from '../../kernel/money.ts';
import { operation } from '../../platform/http/operation.ts';
import { readIdCursor, toCursorPage } from '../../platform/http/paging.ts';
import {
  cursorPage,
  cursorQuery,
  oneOf,
  PriceInput,
  RequestId,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { write } from '../../platform/http/write.ts';
import {
  adjustCredits,
  approveAdjustment,
  listAdjustments,
  rejectAdjustment,
} from './adjust-credits.ts';
import { ADJUSTMENT_STATES, ALONE_LIMIT_MINOR, showAdjustment } from './adjustment.ts';
import type { OperatorParts } from './parts.ts';
import { AdjustmentSchema, anAdjustment, ReasonInput } from './schemas.ts';

const TAG = 'Operator: money';
const PATH = '/operator/adjustments';
const Named = Type.Object({ id: RequestId });
const aPending = {
  ...anAdjustment,
  ...{ amount: usd(250), state: 'pending', needsSecond: true, decidedBy: null, decidedAt: null },
};
const DECIDED = { ...aPending, decidedBy: 'Ada Lovelace', decidedAt: anAdjustment.decidedAt };

/** Credits that the platform gives or takes, by two people above a limit. */
export function registerAdjustmentRoutes(app: App, parts: OperatorParts): void {
  registerList(app, parts);
  registerProposal(app, parts);
  registerDecisions(app, parts);
}

function registerList(app: App, { db }: OperatorParts): void {
  app.get(
    PATH,
    {
      config: { scope: 'assist' },
      schema: operation({
        id: 'listAdjustments',
        tag: TAG,
        summary: 'List the adjustments',
        description: 'The newest first; `state=pending` are those that wait for a second person.',
        querystring: Type.Object({
          ...cursorQuery,
          state: Type.Optional(oneOf(ADJUSTMENT_STATES)),
          account_id: Type.Optional(Type.String({ description: 'Only of this account.' })),
        }),
        answer: cursorPage('Adjustments', AdjustmentSchema),
        example: { items: [anAdjustment], nextCursor: null },
      }),
    },
    async ({ query }) => {
      const { state, account_id: accountId, ...paging } = query;
      const { limit, after } = readIdCursor(paging);
      const found = await listAdjustments(db, { state, accountId, after, limit: limit + 1 });
      const page = toCursorPage(found, limit, ({ id }) => [id]);
      return { ...page, items: page.items.map(showAdjustment) };
    },
  );
}

function registerProposal(app: App, parts: OperatorParts): void {
  app.post(
    PATH,
    {
      config: { scope: 'operate' },
      schema: operation({
        id: 'adjustCredits',
        tag: TAG,
        summary: 'Give credits to an account, or take them',
        description:
          `One person adjusts up to ${formatAmount(ALONE_LIMIT_MINOR)} of an account in 24 hours ` +
          'alone, and it is `posted` at once. Above it is `pending` until somebody else ' +
          'approves. No account is taken below zero.',
        body: Type.Object({
          accountId: RequestId,
          direction: oneOf(['give', 'take']),
          amount: PriceInput,
          reason: ReasonInput,
        }),
        answer: AdjustmentSchema,
        example: anAdjustment,
        refusals: ['invalid_request', 'forbidden', 'account_not_found', 'insufficient_credits'],
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) => {
        const { direction, amount, ...proposal } = request.body;
        const minor = readUsd(amount, '/amount', { min: 1n });
        const amountMinor = direction === 'give' ? minor : -minor;
        return showAdjustment(await adjustCredits(scope, { ...proposal, amountMinor }));
      }),
  );
}

function registerDecisions(app: App, parts: OperatorParts): void {
  app.post(
    `${PATH}/:id/approve`,
    {
      config: { scope: 'operate' },
      schema: operation({
        id: 'approveAdjustment',
        tag: TAG,
        summary: 'Approve an adjustment that somebody else proposed',
        description: 'The credits move once, whoever approves and however often.',
        params: Named,
        answer: AdjustmentSchema,
        example: { ...DECIDED, state: 'posted' },
        refusals: [
          'adjustment_not_found',
          'invalid_state',
          'second_person_required',
          'insufficient_credits',
        ],
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) =>
        showAdjustment(await approveAdjustment(scope, request.params.id)),
      ),
  );
  app.post(
    `${PATH}/:id/reject`,
    {
      config: { scope: 'operate' },
      schema: operation({
        id: 'rejectAdjustment',
        tag: TAG,
        summary: 'Reject a proposed adjustment, or take it back',
        params: Named,
        answer: AdjustmentSchema,
        example: { ...DECIDED, state: 'rejected' },
        refusals: ['adjustment_not_found', 'invalid_state'],
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) =>
        showAdjustment(await rejectAdjustment(scope, request.params.id)),
      ),
  );
}
