import { Type } from 'typebox';
import { formatAmount, readUsd, usd } from '../../kernel/money.ts';
import { readIdCursor, toCursorPage } from '../../platform/http/paging.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import {
  cursorPage,
  cursorQuery,
  described,
  oneOf,
  PriceInput,
  RequestId,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import {
  adjustCredits,
  approveAdjustment,
  listAdjustments,
  rejectAdjustment,
} from './adjust-credits.ts';
import { ADJUSTMENT_STATES, showAdjustment } from './adjustment.ts';
import { ALONE_LIMITS } from './approvals/second-person.ts';
import type { OperatorParts } from './parts.ts';
import { AdjustmentSchema, anAdjustment, ReasonInput } from './schemas.ts';

const PATH = '/operator/adjustments';
const tag = 'Operator: money';
const params = Type.Object({ id: RequestId });
const answer = AdjustmentSchema;
const aDecided = {
  ...anAdjustment,
  amount: usd(250),
  requiresApproval: true,
  decidedBy: 'Ada Lovelace',
};

/** Adjustments of credits by the platform; large ones need two people. */
export function registerAdjustmentRoutes(app: App, parts: OperatorParts): void {
  const routes = routesOf(app, parts);
  declareList(routes);
  declareProposal(routes);
  declareDecisions(routes);
}

function declareList(routes: Routes): void {
  routes.read(
    PATH,
    {
      id: 'listAdjustments',
      scope: 'assist',
      tag,
      summary: 'List adjustments',
      description: 'Newest first. Those with `state=pending` wait for a second person.',
      querystring: Type.Object({
        ...cursorQuery,
        state: Type.Optional(
          oneOf(ADJUSTMENT_STATES, { description: 'Only adjustments in this state.' }),
        ),
        account_id: Type.Optional(
          Type.String({
            description: 'Only adjustments of this account.',
            examples: ['4f1eec1b-61dc-47df-91a6-0123456789ab'],
          }),
        ),
      }),
      answer: cursorPage('Adjustments', AdjustmentSchema),
      example: { items: [anAdjustment], nextCursor: null },
    },
    async ({ db }, { query: { state, account_id: accountId, ...paging } }) => {
      const { limit, after } = readIdCursor(paging);
      const found = await listAdjustments(db, { state, accountId, after, limit: limit + 1 });
      const page = toCursorPage(found, limit, ({ id }) => [id]);
      return { ...page, items: page.items.map(showAdjustment) };
    },
  );
}

function declareProposal(routes: Routes): void {
  routes.write(
    `POST ${PATH}`,
    {
      id: 'adjustCredits',
      scope: 'operate',
      tag,
      summary: "Adjust an account's credits",
      description:
        `One person can adjust ${formatAmount(ALONE_LIMITS.adjustment)} on a UTC day alone; ` +
        'such an adjustment is `posted` at once. Above that it is `pending` until somebody else ' +
        'approves it. An adjustment never takes an account below zero.',
      body: Type.Object({
        accountId: described(RequestId, 'The ID of the account.'),
        direction: oneOf(['credit', 'debit'], {
          description: 'Whether the account receives the credits or loses them.',
          examples: ['credit'],
        }),
        amount: described(PriceInput, 'The amount to add or to remove.'),
        reason: ReasonInput,
      }),
      answer,
      example: anAdjustment,
      refusals: ['invalid_request', 'forbidden', 'account_not_found', 'insufficient_credits'],
    },
    async (scope, { body: { direction, amount, ...proposal } }) => {
      const minor = readUsd(amount, '/amount', { min: 1n });
      const amountMinor = direction === 'credit' ? minor : -minor;
      return showAdjustment(await adjustCredits(scope, { ...proposal, amountMinor }));
    },
  );
}

function declareDecisions(routes: Routes): void {
  routes.write(
    `POST ${PATH}/:id/approve`,
    {
      id: 'approveAdjustment',
      scope: 'operate',
      tag,
      summary: 'Approve an adjustment',
      description:
        'Posts an adjustment that another operator proposed. The credits move once, however ' +
        'often this is called.',
      params,
      answer,
      example: { ...aDecided, state: 'posted' },
      refusals: [
        'adjustment_not_found',
        'invalid_state',
        'second_person_required',
        'insufficient_credits',
      ],
    },
    async (scope, asked) => showAdjustment(await approveAdjustment(scope, asked.params.id)),
  );
  routes.write(
    `POST ${PATH}/:id/reject`,
    {
      id: 'rejectAdjustment',
      scope: 'operate',
      tag,
      summary: 'Reject an adjustment',
      description: 'Ends a pending adjustment without effect. Its proposer can withdraw it so.',
      params,
      answer,
      example: { ...aDecided, state: 'rejected' },
      refusals: ['adjustment_not_found', 'invalid_state'],
    },
    async (scope, asked) => showAdjustment(await rejectAdjustment(scope, asked.params.id)),
  );
}
