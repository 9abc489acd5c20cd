import { toPrice } from '../../../kernel/money.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { readCredits, updateCreditLimit } from '../../../money/credits/index.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { lockAccount } from '../../../tenancy/accounts/index.ts';
import { checkReason } from '../account-changes.ts';
import { auditFor } from '../audit-for.ts';
import type { ApprovalRequest, WaitingLimit } from './approval.ts';
import { selectWaitingLimitForUpdate, updateApproval } from './approval-store.ts';
import { propose } from './propose.ts';
import { requirePerson } from './second-person.ts';

export type ChangedLimit = { limitMinor: bigint; request: ApprovalRequest | null };

/**
 * Sets how far below zero an account may buy. A lower limit applies at once; a higher one is
 * proposed to a second operator. Either ends a proposal that waits. Throws `account_not_found`,
 * `invalid_request`, `invalid_state` if the account owes more, `forbidden` for a program.
 */
export async function changeCreditLimit(
  scope: Scope,
  { id, limitMinor, reason }: { id: string; limitMinor: bigint; reason: string },
): Promise<ChangedLimit> {
  checkReason(reason);
  // The lock lets one proposal pass at a time.
  const { id: accountId, organizationId } = await lockAccount(scope.db, id);
  await endWaiting(scope, accountId);
  const { limitMinor: before } = await readCredits({ db: scope.db, accountId });
  const limit = { accountId, organizationId, limitMinor: limitMinor.toString(), reason };
  if (limitMinor <= before) {
    await applyLimit(scope, limit);
    return { limitMinor, request: null };
  }
  const kind = 'credit_limit';
  const request = await propose(scope, { kind, reason: kind, payload: limit });
  if (!request) throw new Error('a credit limit waits that was not locked');
  const change = { action: 'credit_limit.proposed', target: request.id, before: null };
  await auditFor(scope, { organizationId, accountId, change: { ...change, after: limit } });
  return { limitMinor: before, request };
}

async function endWaiting(scope: Scope, accountId: string): Promise<void> {
  const { id: decidedBy, name: decidedByName } = requirePerson(scope);
  const earlier = await selectWaitingLimitForUpdate(scope.db, accountId);
  if (!earlier) return;
  const decided = { decidedBy, decidedByName, decidedAt: scope.now };
  await updateApproval(scope.db, { ...earlier, ...decided, state: 'rejected' });
}

/** Applies a limit and audits it for both. Throws `invalid_state` if the account owes more. */
export async function applyLimit(
  scope: Scope,
  { accountId, organizationId, reason, ...limit }: WaitingLimit,
): Promise<void> {
  const limitMinor = BigInt(limit.limitMinor);
  const { limitMinor: before } = await readCredits({ db: scope.db, accountId });
  if (!(await updateCreditLimit(scope.db, { accountId, limitMinor }))) throw owesMore();
  const change = {
    action: 'account.credit_limit_changed',
    target: accountId,
    before: { creditLimit: toPrice(before) },
    after: { creditLimit: toPrice(limitMinor), reason },
  };
  await auditFor(scope, { organizationId, accountId, change });
}

function owesMore(): Refusal {
  const detail = 'This account owes more than that. Set a higher limit, or add credits first.';
  return new Refusal('invalid_state', detail);
}
