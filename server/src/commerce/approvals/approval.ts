import type { Context } from '../../kernel/context.ts';
import type { MandatePeriod } from '../../kernel/mandate.ts';
import { toPrice } from '../../kernel/money.ts';

/** How long a call waits for a decision. */
export const APPROVAL_HOURS = 72;

export const APPROVAL_KINDS = ['sale', 'sale_batch'] as const;
type ApprovalKind = (typeof APPROVAL_KINDS)[number];
export const APPROVAL_STATES = ['pending', 'approved', 'rejected', 'expired'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** Who asked for a sale: a context without what is read again when the sale is made. */
type ApprovalCaller = Omit<
  Context,
  'now' | 'changes' | 'accountId' | 'dailySpendLimitMinor' | 'mandate'
>;

/** A sale that waits: the request without its context, and who asked for it. */
export type WaitingCall = { request: unknown; caller: ApprovalCaller };

/** A sale, or a batch of sales, by a key above a limit of its mandate. */
export type Approval = {
  accountId: string;
  id: string;
  clientId: string;
  idempotencyKey: string;
  requestHash: Buffer;
  kind: ApprovalKind;
  batchId: string | null;
  /** Null for a batch, whose packages may exceed different limits. */
  exceeded: MandatePeriod | null;
  description: string;
  amountMinor: bigint;
  tool: string | null;
  /** Null for a batch, and once the sale was made or can no longer be made. */
  call: WaitingCall | null;
  /** `expired` once the event of it is recorded; see `stateAt`. */
  state: ApprovalState;
  requestedAt: Date;
  expiresAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
  decidedByName: string | null;
  activatedItemId: string | null;
  failureCode: string | null;
  failureDetail: string | null;
};

/** Returns the state at `realNow`: an undecided approval expires whether or not a job has run. */
export function stateAt({ state, expiresAt }: Approval, realNow: Date): ApprovalState {
  return state === 'pending' && expiresAt <= realNow ? 'expired' : state;
}

/** Returns the approval as the API shows it. */
export function showApproval(approval: Approval, realNow: Date) {
  const { failureCode, failureDetail } = approval;
  return {
    id: approval.id,
    kind: approval.kind,
    state: stateAt(approval, realNow),
    clientId: approval.clientId,
    description: approval.description,
    amount: toPrice(approval.amountMinor),
    exceeded: approval.exceeded,
    tool: approval.tool,
    idempotencyKey: approval.idempotencyKey,
    batchId: approval.batchId,
    requestedAt: approval.requestedAt.toISOString(),
    expiresAt: approval.expiresAt.toISOString(),
    decidedAt: approval.decidedAt?.toISOString() ?? null,
    decidedBy: approval.decidedByName,
    activatedItemUid: approval.activatedItemId,
    failure: failureCode === null ? null : { code: failureCode, detail: failureDetail ?? '' },
  };
}
