import { Type } from 'typebox';
import { isUuid } from '../../../kernel/ids.ts';
import { invalid } from '../../../kernel/refusal.ts';
import { type Routes, routesOf } from '../../../platform/http/routes.ts';
import { oneOf, RequestId } from '../../../platform/http/schemas.ts';
import type { App } from '../../../platform/http/typed-app.ts';
import type { OperatorParts } from '../parts.ts';
import { APPROVAL_KINDS, APPROVAL_STATES, showApproval } from './approval.ts';
import { selectApprovals } from './approval-store.ts';
import { approveRequest, rejectRequest } from './decide.ts';
import { ApprovalSchema, anApproval } from './schemas.ts';

const PATH = '/operator/approval-requests';
const tag = 'Operator: money';
const params = Type.Object({ id: RequestId });
const DECISION = { decidedBy: 'Grace Hopper', decidedAt: '2026-04-30T10:12:00.000Z' };

/** Declares the routes of changes that wait for a second operator. */
export function registerApprovalRoutes(app: App, parts: OperatorParts): void {
  const routes = routesOf(app, parts);
  declareList(routes);
  declareDecisions(routes, parts);
}

function declareList(routes: Routes): void {
  routes.list(
    PATH,
    {
      id: 'listApprovalRequests',
      scope: 'assist',
      tag,
      summary: 'List approval requests',
      description:
        'Newest first: bank receipts and changes of the bank account that one operator proposed ' +
        'and another one approves or rejects.',
      title: 'ApprovalRequests',
      filters: Type.Object({
        kind: Type.Optional(oneOf(APPROVAL_KINDS, { description: 'Only this kind.' })),
        state: Type.Optional(oneOf(APPROVAL_STATES, { description: 'Only this state.' })),
      }),
      item: ApprovalSchema,
      exampleItem: anApproval,
      keys: 1,
      keysetOf: ({ id }) => [id],
      show: showApproval,
    },
    ({ db }, { filters, after: [below] = [], limit }) => {
      if (below !== undefined && !isUuid(below)) {
        throw invalid('/after', 'must be a nextCursor of this list');
      }
      return selectApprovals(db, { ...filters, below, limit });
    },
  );
}

function declareDecisions(routes: Routes, { payments }: OperatorParts): void {
  routes.write(
    `POST ${PATH}/:id/approve`,
    {
      id: 'approveApprovalRequest',
      scope: 'operate',
      tag,
      summary: 'Approve an approval request',
      description:
        'Applies the change: credits the bank receipt, or sets the bank account. The approver ' +
        'must be another person than the proposer and must have been an operator before the ' +
        'proposal.',
      params,
      answer: ApprovalSchema,
      example: { ...anApproval, ...DECISION, state: 'approved' },
      refusals: [
        'approval_request_not_found',
        'invalid_state',
        'forbidden',
        'second_person_required',
      ],
    },
    async (scope, { params: { id } }) =>
      showApproval(await approveRequest(scope, { id, payments })),
  );
  routes.write(
    `POST ${PATH}/:id/reject`,
    {
      id: 'rejectApprovalRequest',
      scope: 'operate',
      tag,
      summary: 'Reject an approval request',
      description: 'Ends the request without effect. The proposer may withdraw it in this way.',
      params,
      answer: ApprovalSchema,
      example: { ...anApproval, ...DECISION, state: 'rejected' },
      refusals: ['approval_request_not_found', 'invalid_state', 'forbidden'],
    },
    async (scope, { params: { id } }) => showApproval(await rejectRequest(scope, id)),
  );
}
