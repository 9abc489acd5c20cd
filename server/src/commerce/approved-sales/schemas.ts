import { Type } from 'typebox';
import { MANDATE_PERIODS } from '../../kernel/mandate.ts';
import { usd } from '../../kernel/money.ts';
import {
  answer,
  described,
  Id,
  nullable,
  oneOf,
  Price,
  Timestamp,
} from '../../platform/http/schemas.ts';
import { APPROVAL_KINDS, APPROVAL_STATES } from '../approvals/index.ts';

const text = (description: string) => Type.String({ description });

export const ApprovalSchema = answer('Approval', {
  id: described(Id, 'The ID of the approval.'),
  kind: oneOf(APPROVAL_KINDS, {
    description: 'Whether one sale waits, or the packages of a batch that are not sold yet.',
  }),
  state: oneOf(APPROVAL_STATES, {
    description: '`pending` until somebody approves or rejects it, or until `expiresAt`.',
  }),
  clientId: Type.String({
    description: 'The client ID of the API key that asked for the sale.',
    examples: ['key_5f0c1e9a7b3d2468ace01357'],
  }),
  description: text('The name of the inventory item, or the size of the batch.'),
  amount: described(Price, 'The credits that the sale costs, or the whole batch.'),
  exceeded: nullable(
    oneOf(MANDATE_PERIODS, {
      description: 'The limit of the mandate that the sale exceeds; `null` for a batch.',
    }),
  ),
  tool: nullable(text('The tool of the agent, as it named itself in the header `Gigastore-Tool`.')),
  idempotencyKey: text('The idempotency key with which the sale is made once.'),
  batchId: nullable(described(Id, 'The ID of the batch; `null` for one sale.')),
  requestedAt: Timestamp,
  expiresAt: described(Timestamp, 'Until when it can be approved: 72 hours after the request.'),
  decidedAt: nullable(described(Timestamp, 'When it was approved or rejected.')),
  decidedBy: nullable(text('The name of whoever approved or rejected it.')),
  activatedItemUid: nullable(
    described(Id, 'The ID of the package that was sold; `null` until the sale is made.'),
  ),
  failure: described(
    nullable(
      answer('ApprovalFailure', {
        code: Type.String({
          description: 'The code of the refusal.',
          examples: ['insufficient_credits'],
        }),
        detail: text('The reason in one sentence.'),
      }),
    ),
    'Why an approved sale could not be made; `null` otherwise. The caller may repeat its call.',
  ),
});

export const anApproval = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  kind: 'sale',
  state: 'pending',
  clientId: 'key_5f0c1e9a7b3d2468ace01357',
  description: 'eSIM Worldwide 10 GB',
  amount: usd(24),
  exceeded: 'perSale',
  tool: 'sell_package',
  idempotencyKey: 'order-1001',
  batchId: null,
  requestedAt: '2026-04-30T09:55:36.430Z',
  expiresAt: '2026-05-03T09:55:36.430Z',
  decidedAt: null,
  decidedBy: null,
  activatedItemUid: null,
  failure: null,
};
