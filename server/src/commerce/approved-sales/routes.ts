import { Type } from 'typebox';
import { isUuid } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { described, oneOf, RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import type { Access } from '../../tenancy/accounts/index.ts';
import {
  APPROVAL_STATES,
  type Approval,
  selectApprovals,
  showApproval,
} from '../approvals/index.ts';
import { approveSale, readApproval, rejectSale } from './decide.ts';
import { ApprovalSchema, anApproval } from './schemas.ts';

export type ApprovedSaleParts = WriteParts & { access: Pick<Access, 'now'> };

const PATH = '/gigastore/approvals';
const tag = 'Approvals';
const params = Type.Object({ id: described(RequestId, 'The ID of the approval.') });
const DECISION = { decidedBy: 'Ada Lovelace', decidedAt: '2026-04-30T10:12:00.000Z' };

/** Declares the routes of sales that wait for an approval. */
export function registerApprovalRoutes(app: App, parts: ApprovedSaleParts): void {
  const routes = routesOf(app, parts);
  declareReads(routes, parts);
  declareDecisions(routes, parts);
}

function declareReads(routes: Routes, { access }: ApprovedSaleParts): void {
  routes.list(
    PATH,
    {
      id: 'listApprovals',
      scope: 'read',
      tag,
      summary: 'List approvals',
      description:
        'Newest first: the sales of API keys above a limit of their mandate that wait for an ' +
        'approval.',
      title: 'Approvals',
      filters: Type.Object({
        state: Type.Optional(oneOf(APPROVAL_STATES, { description: 'Only this state.' })),
      }),
      item: ApprovalSchema,
      exampleItem: anApproval,
      keys: 1,
      keysetOf: ({ id }) => [id],
      show: (approval: Approval) => showApproval(approval, access.now()),
    },
    ({ db, accountId }, { filters: { state }, after: [below] = [], limit }) => {
      if (below !== undefined && !isUuid(below)) {
        throw invalid('/after', 'must be a nextCursor of this list');
      }
      return selectApprovals(db, { accountId, state, realNow: access.now(), below, limit });
    },
  );
  routes.read(
    `${PATH}/:id`,
    {
      id: 'getApproval',
      scope: 'read',
      tag,
      summary: 'Retrieve an approval',
      description: 'Returns a sale that waits or waited for an approval.',
      params,
      answer: ApprovalSchema,
      example: anApproval,
      refusals: ['approval_not_found'],
    },
    async (scope, { params: { id } }) => showApproval(await readApproval(scope, id), access.now()),
  );
}

function declareDecisions(routes: Routes, { access }: ApprovedSaleParts): void {
  const refusals = ['approval_not_found', 'invalid_state', 'forbidden'] as const;
  routes.write(
    `POST ${PATH}/:id/approve`,
    {
      id: 'approveSale',
      scope: 'manage',
      tag,
      summary: 'Approve a sale',
      description:
        'The sale is made within seconds, once, under the idempotency key of the call: read ' +
        '`activatedItemUid` or `failure`. A batch continues in the name of the approver. API ' +
        'keys with a mandate cannot approve.',
      params,
      answer: ApprovalSchema,
      example: { ...anApproval, ...DECISION, state: 'approved' },
      refusals,
    },
    async (scope, { params: { id } }) => {
      const realNow = access.now();
      return showApproval(await approveSale(scope, { id, realNow }), realNow);
    },
  );
  routes.write(
    `POST ${PATH}/:id/reject`,
    {
      id: 'rejectSale',
      scope: 'manage',
      tag,
      summary: 'Reject a sale',
      description: 'The sale is not made. API keys with a mandate cannot reject.',
      params,
      answer: ApprovalSchema,
      example: { ...anApproval, ...DECISION, state: 'rejected' },
      refusals,
    },
    async (scope, { params: { id } }) => {
      const realNow = access.now();
      return showApproval(await rejectSale(scope, { id, realNow }), realNow);
    },
  );
}
