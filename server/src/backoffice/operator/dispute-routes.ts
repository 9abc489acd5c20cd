import { Type } from 'typebox';
import { toPrice, usd } from '../../kernel/money.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Keyset } from '../../platform/http/paging.ts';
import { routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  described,
  Id,
  nullable,
  oneOf,
  Price,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { DISPUTE_STATUSES, type ListedDispute, selectDisputes } from './dispute-store.ts';
import type { OperatorParts } from './parts.ts';

const anId = '4f1eec1b-61dc-47df-91a6-0123456789ab';

const Dispute = answer('OperatorDispute', {
  accountId: described(Id, 'The ID of the account.'),
  mode: oneOf(['live', 'sandbox'], { description: 'Whether the account is live or a sandbox.' }),
  organizationId: described(Id, 'The ID of the organization.'),
  organizationName: Type.String({ description: 'The name of the organization.' }),
  purchaseId: described(Id, 'The ID of the purchase whose payment is disputed.'),
  reference: Type.String({ description: 'The ID of the dispute at the card provider.' }),
  status: oneOf(DISPUTE_STATUSES, {
    description: '`open` until the bank of the payer decides; `won` by you or `lost`.',
  }),
  disputed: described(Price, 'The disputed amount.'),
  credits: described(Price, 'The credits that the amount bought.'),
  frozen: described(Price, 'The credits that are frozen for the dispute.'),
  openedAt: described(Timestamp, 'When the payer disputed the payment.'),
  closedAt: described(nullable(Timestamp), 'When the dispute was decided; `null` before that.'),
});
const aDispute = {
  ...{ accountId: anId, mode: 'live', organizationId: anId, organizationName: 'Acme Travel' },
  ...{ purchaseId: anId, reference: 'du_1Qd2', status: 'open' },
  ...{ disputed: usd(50), credits: usd(50), frozen: usd(50) },
  ...{ openedAt: '2026-04-30T09:55:36.430Z', closedAt: null },
};

/** Disputed card payments of all accounts. */
export function registerDisputeRoutes(app: App, parts: OperatorParts): void {
  routesOf(app, parts).list(
    '/operator/disputes',
    {
      id: 'listDisputes',
      scope: 'assist',
      tag: 'Operator: money',
      summary: 'List disputes',
      description:
        'Returns the disputed card payments of all accounts, the newest first. Evidence is ' +
        'submitted at the card provider.',
      title: 'OperatorDisputes',
      filters: Type.Object({
        status: Type.Optional(
          oneOf(DISPUTE_STATUSES, { description: 'Only disputes with this status.' }),
        ),
        organization_id: Type.Optional(
          Type.String({
            description: 'Only of this organization.',
            format: 'uuid',
            examples: [anId],
          }),
        ),
      }),
      item: Dispute,
      exampleItem: aDispute,
      keysetOf: ({ openedAt, reference }) => [openedAt.toISOString(), reference],
      show: showDispute,
    },
    ({ db }, { filters: { status, organization_id: organizationId }, after, limit }) =>
      selectDisputes(db, { status, organizationId, behind: after && toPlace(after), limit }),
  );
}

/** Throws if a client has made the cursor up. */
function toPlace([time = '', reference = '']: Keyset) {
  const openedAt = new Date(time);
  if (Number.isNaN(openedAt.getTime())) {
    throw invalid('/after', 'must be a nextCursor of this list');
  }
  return { openedAt, reference };
}

function showDispute({ disputedMinor, creditsMinor, frozenMinor, ...dispute }: ListedDispute) {
  return {
    ...dispute,
    disputed: toPrice(disputedMinor),
    credits: toPrice(creditsMinor),
    frozen: toPrice(frozenMinor),
    openedAt: dispute.openedAt.toISOString(),
    closedAt: dispute.closedAt?.toISOString() ?? null,
  };
}
