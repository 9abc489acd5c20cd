import { newId } from '../../../kernel/ids.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import type { ApprovalRequest } from './approval.ts';
import { insertApproval } from './approval-store.ts';
import { requirePerson } from './second-person.ts';

type Of<Kind> = Pick<Extract<ApprovalRequest, { kind: Kind }>, 'kind' | 'payload' | 'reason'>;
type Proposal = Of<'bank_receipt'> | Of<'seller_bank_account'> | Of<'credit_limit'>;

/** Saves a proposal of the caller; returns undefined if the same one is waiting already. */
export async function propose(
  scope: Pick<Scope, 'db' | 'actor' | 'now'>,
  proposal: Proposal,
): Promise<ApprovalRequest | undefined> {
  const person = requirePerson(scope);
  const request: ApprovalRequest = {
    ...proposal,
    id: newId(),
    state: 'pending',
    proposedBy: person.id,
    proposedByName: person.name,
    proposedAt: scope.now,
    decidedBy: null,
    decidedByName: null,
    decidedAt: null,
  };
  return (await insertApproval(scope.db, request)) ? request : undefined;
}
