import { Type } from 'typebox';
import { toPrice, usd } from '../../kernel/money.ts';
import type { AwaitedTransfer } from '../../money/payments/index.ts';
import {
  answer,
  described,
  Id,
  nullable,
  oneOf,
  Price,
  Timestamp,
} from '../../platform/http/schemas.ts';
import { showApproval } from './approvals/approval.ts';
import type { ReceivedTransfer } from './approvals/receive-transfer.ts';
import { ApprovalSchema } from './approvals/schemas.ts';

const transfer = {
  purchaseId: described(Id, 'The ID of the credit purchase.'),
  accountId: described(Id, 'The ID of the account that buys credits.'),
  organizationId: described(Id, 'The ID of the organization that buys credits.'),
  mode: oneOf(['live', 'sandbox'], { description: 'Whether the account is live or a sandbox.' }),
  status: Type.String({ description: 'The status of the purchase.' }),
  reference: Type.String({ description: 'What the payer writes on the transfer.' }),
  amount: described(Price, 'The credits that are bought, without VAT.'),
  total: described(Price, 'The amount to transfer, with VAT.'),
  received: described(Price, 'The amount that has been confirmed so far.'),
  createdAt: described(Timestamp, 'When the purchase was created.'),
};
export const Awaited = answer('AwaitedTransfer', {
  ...transfer,
  organizationName: Type.String({ description: 'The name of the organization.' }),
});
export const Confirmed = answer('ConfirmedTransfer', {
  ...transfer,
  approvalRequest: described(
    nullable(ApprovalSchema),
    'The request to approve the receipt; `null` if none is needed.',
  ),
});
export const aConfirmed = {
  purchaseId: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  accountId: '4f1eec1b-61dc-47df-91a6-0123456789ab',
  organizationId: '4f1eec1b-61dc-47df-91a6-0123456789ab',
  mode: 'live',
  status: 'paid',
  reference: 'GS-7K2M-94XC',
  amount: usd(100),
  total: usd(120),
  received: usd(120),
  createdAt: '2026-04-30T09:55:36.430Z',
};

/** Returns what became of a receipt, in an answer. */
export function showConfirmed({ purchase, request }: ReceivedTransfer) {
  return { ...showTransfer(purchase), approvalRequest: request && showApproval(request) };
}

type Shown = Omit<AwaitedTransfer, 'organizationName'>;

/** Returns the purchase of an answer. */
export function showTransfer(purchase: Shown) {
  return {
    purchaseId: purchase.id,
    accountId: purchase.accountId,
    organizationId: purchase.organizationId,
    mode: purchase.mode,
    status: purchase.status,
    reference: purchase.reference,
    amount: toPrice(purchase.amountMinor),
    total: toPrice(purchase.totalMinor),
    received: toPrice(purchase.receivedMinor),
    createdAt: purchase.createdAt.toISOString(),
  };
}
