import { toPrice } from '../../../kernel/money.ts';
import type { BankAccount } from '../../../money/billing/index.ts';

export const APPROVAL_KINDS = ['bank_receipt', 'seller_bank_account', 'credit_limit'] as const;
export type ApprovalKind = (typeof APPROVAL_KINDS)[number];
export const APPROVAL_STATES = ['pending', 'approved', 'rejected'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];
/** The reasons why one operator may not do something alone. */
export const APPROVAL_REASONS = [
  'above_daily_limit',
  'above_open_sum',
  'bank_account',
  'credit_limit',
] as const;
type ApprovalReason = (typeof APPROVAL_REASONS)[number];

/** A bank receipt that waits, as JSON; the amount in cents. */
export type WaitingReceipt = {
  entryId: string;
  reference: string;
  purchaseId: string;
  accountId: string;
  receivedMinor: string;
  receivedAt: string;
  note: string | null;
};

/** A higher credit limit that waits, as JSON; the amounts in cents. */
export type WaitingLimit = {
  accountId: string;
  organizationId: string;
  limitMinor: string;
  reason: string;
};

type Content =
  | { kind: 'credit_limit'; payload: WaitingLimit }
  | { kind: 'bank_receipt'; payload: WaitingReceipt }
  | { kind: 'seller_bank_account'; payload: BankAccount };

/** Who proposed a change, who decided on it, and when. */
export type Proposal = {
  proposedBy: string;
  proposedByName: string;
  proposedAt: Date;
  decidedBy: string | null;
  decidedByName: string | null;
  decidedAt: Date | null;
};

/** A change that one operator proposed and another one approves or rejects. */
export type ApprovalRequest = Content &
  Proposal & {
    id: string;
    reason: ApprovalReason;
    state: ApprovalState;
  };

/** Returns the proposal as the API shows it. */
export function showProposal(proposal: Proposal) {
  return {
    proposedBy: proposal.proposedByName,
    proposedAt: proposal.proposedAt.toISOString(),
    decidedBy: proposal.decidedByName,
    decidedAt: proposal.decidedAt?.toISOString() ?? null,
  };
}

/** Returns the approval request as the API shows it. */
export function showApproval(request: ApprovalRequest) {
  return {
    id: request.id,
    kind: request.kind,
    reason: request.reason,
    state: request.state,
    bankReceipt: request.kind === 'bank_receipt' ? showReceipt(request.payload) : null,
    bankAccount: request.kind === 'seller_bank_account' ? request.payload : null,
    creditLimit: request.kind === 'credit_limit' ? showLimit(request.payload) : null,
    ...showProposal(request),
  };
}

function showLimit({ limitMinor, ...limit }: WaitingLimit) {
  return { ...limit, creditLimit: toPrice(BigInt(limitMinor)) };
}

function showReceipt({ receivedMinor, ...receipt }: WaitingReceipt) {
  return { ...receipt, received: toPrice(BigInt(receivedMinor)) };
}
