import { audit } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import {
  type BankAccount,
  bankAccountOf,
  lockSeller,
  saveSeller,
} from '../../../money/billing/index.ts';
import type { Payments, TransferReceipt } from '../../../money/payments/index.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { lockAccount } from '../../../tenancy/accounts/index.ts';
import type { ApprovalRequest, WaitingReceipt } from './approval.ts';
import { selectApproval, selectApprovalForUpdate, updateApproval } from './approval-store.ts';
import { applyLimit } from './credit-limit.ts';
import { confirmAudited } from './receive-transfer.ts';
import { requirePerson, requireSecondPerson } from './second-person.ts';

/**
 * Approves a request of another operator and applies it, once. Throws
 * `approval_request_not_found`, `invalid_state` if it was decided before or can no longer be
 * applied, `second_person_required`, and `forbidden` for a program.
 */
export async function approveRequest(
  scope: Scope,
  { id, payments }: { id: string; payments: Payments },
): Promise<ApprovalRequest> {
  const pending = await lockPending(scope.db, id);
  await requireSecondPerson(scope, pending);
  const decided = await decide(scope, pending, 'approved');
  if (decided.kind === 'bank_receipt') {
    await applyReceipt(scope, { ...receiptOf(decided.payload), payments });
  } else if (decided.kind === 'credit_limit') {
    await applyLimit(scope, decided.payload);
  } else {
    await applyAccount(scope, decided.payload);
  }
  return decided;
}

/**
 * Rejects a request; its proposer may withdraw it in this way. Throws
 * `approval_request_not_found`, `invalid_state`, and `forbidden` for a program.
 */
export async function rejectRequest(scope: Scope, id: string): Promise<ApprovalRequest> {
  return decide(scope, await lockPending(scope.db, id), 'rejected');
}

/** Locks what a request changes before it, as its proposer does, so that no deadlock can occur. */
async function lockPending(tx: Tx, id: string): Promise<ApprovalRequest> {
  const known = await selectApproval(tx, id);
  if (known?.kind === 'seller_bank_account') await lockSeller(tx);
  if (known?.kind === 'credit_limit') await lockAccount(tx, known.payload.accountId);
  const request = known && (await selectApprovalForUpdate(tx, id));
  if (!request) {
    const detail = 'No approval request has this ID.';
    throw new Refusal('approval_request_not_found', detail);
  }
  if (request.state === 'pending') return request;
  throw new Refusal('invalid_state', `This request is already ${request.state}.`);
}

async function decide(
  scope: Scope,
  pending: ApprovalRequest,
  state: 'approved' | 'rejected',
): Promise<ApprovalRequest> {
  const person = requirePerson(scope);
  const decided: ApprovalRequest = {
    ...pending,
    state,
    decidedBy: person.id,
    decidedByName: person.name,
    decidedAt: scope.now,
  };
  if (!(await updateApproval(scope.db, decided))) {
    throw new Refusal('invalid_state', 'Another operator has decided on this request.');
  }
  const { id: target, kind, payload } = decided;
  audit(scope, { action: `${kind}.${state}`, target, before: null, after: payload });
  return decided;
}

/** The purchase may no longer exist: a reset of its sandbox deletes it. */
async function applyReceipt(scope: Scope, receipt: TransferReceipt): Promise<void> {
  try {
    await confirmAudited(scope, receipt);
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'purchase_not_found')) throw error;
    throw new Refusal('invalid_state', 'The purchase of this receipt no longer exists.');
  }
}

async function applyAccount(scope: Scope, account: BankAccount): Promise<void> {
  const seller = await lockSeller(scope.db);
  if (!seller) throw new Refusal('invalid_state', 'There is no seller.');
  await saveSeller(scope.db, { ...seller, ...account }, scope.now);
  const before = bankAccountOf(seller);
  audit(scope, { action: 'seller.bank_account_changed', target: null, before, after: account });
}

function receiptOf({ entryId, reference, receivedMinor, receivedAt, note }: WaitingReceipt) {
  return {
    entryId,
    reference,
    receivedMinor: BigInt(receivedMinor),
    receivedAt: new Date(receivedAt),
    note,
  };
}
