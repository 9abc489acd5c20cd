import { actorIdOf, audit } from '../../kernel/context.ts';
import { isUuid } from '../../kernel/ids.ts';
import { toPrice } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import { enqueueJob } from '../../platform/jobs/index.ts';
import { requireNoMandate } from '../../tenancy/accounts/index.ts';
import {
  type Approval,
  recordApproval,
  selectApproval,
  stateAt,
  updateDecision,
} from '../approvals/index.ts';
import { resumeBatch } from '../sale-batches/index.ts';
import { approvedSaleJob } from './sell-approved-task.ts';

/** Returns an approval of the account. Throws `approval_not_found`. */
export async function readApproval(
  { db, accountId }: Pick<ReadScope, 'db' | 'accountId'>,
  id: string,
): Promise<Approval> {
  const approval = isUuid(id) ? await selectApproval(db, { accountId, id }) : undefined;
  if (!approval) throw new Refusal('approval_not_found', 'No approval has this ID.');
  return approval;
}

type Decision = { id: string; realNow: Date };

/**
 * Approves a sale, which a job then makes once, or resumes a batch in the name of the caller.
 * Throws `forbidden` for a key with a mandate, `approval_not_found`, `invalid_state` if it does not
 * wait.
 */
export async function approveSale(scope: Scope, asked: Decision): Promise<Approval> {
  const approval = await decide(scope, { ...asked, state: 'approved' });
  const { batchId } = approval;
  if (batchId === null) await enqueueJob(scope.db, approvedSaleJob(approval));
  else await resumeBatch(scope, { id: batchId, retriesFailed: false });
  return approval;
}

/**
 * Rejects a sale; the packages of a batch stay unsold. Throws `forbidden` for a key with a mandate,
 * `approval_not_found`, `invalid_state` if it does not wait.
 */
export function rejectSale(scope: Scope, asked: Decision): Promise<Approval> {
  return decide(scope, { ...asked, state: 'rejected' });
}

async function decide(
  scope: Scope,
  { id, state, realNow }: Decision & { state: 'approved' | 'rejected' },
): Promise<Approval> {
  requireNoMandate(scope);
  const { db, accountId, actor } = scope;
  const before = await readApproval(scope, id);
  const actorId = actorIdOf(actor);
  const by = { id: actorId, name: actor.name ?? actorId };
  const decided = await updateDecision(db, { accountId, id: before.id, state, by, realNow });
  if (!decided) {
    const now = stateAt(await readApproval(scope, id), realNow);
    throw new Refusal('invalid_state', `This approval is already ${now}.`);
  }
  await recordApproval(scope, `approval.${state}`, decided);
  const { clientId, description, amountMinor } = decided;
  audit(scope, {
    action: `approval.${state}`,
    target: decided.id,
    before: { state: 'pending' },
    after: { state, clientId, description, amount: toPrice(amountMinor) },
  });
  return decided;
}
