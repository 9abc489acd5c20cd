import type { Context } from '../../kernel/context.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tasks } from '../../platform/jobs/index.ts';
import { selectApiKey } from '../../tenancy/accounts/index.ts';
import { idempotencyKeys } from '../../tenancy/idempotency/index.ts';
import {
  type SaleAnswer,
  type SaleRequest,
  type SellParts,
  sellBatch,
} from '../activations/index.ts';
import { type Approval, selectApproval, updateFailure, updateSold } from '../approvals/index.ts';

const SELL_APPROVED_TASK = 'sell-approved';

type ApprovedSale = Pick<Approval, 'accountId' | 'id'>;
type ApprovedParts = Pick<SellParts, 'carriers' | 'links' | 'realNow'> & { db: Database };

/** Returns the job that makes an approved sale. */
export function approvedSaleJob({ accountId, id }: ApprovedSale) {
  const jobKey = `${SELL_APPROVED_TASK}:${id}`;
  return { task: SELL_APPROVED_TASK, payload: { accountId, id }, jobKey };
}

/** Returns the task that makes approved sales. */
export function createApprovedTasks(parts: ApprovedParts): Tasks {
  return {
    [SELL_APPROVED_TASK]: (payload) => sellApproved(parts, payload as ApprovedSale),
  };
}

/**
 * Makes an approved sale under the idempotency key of its call, so that it is sold once although
 * the caller may repeat the call. Keeps the package, or the refusal, in the approval.
 */
export async function sellApproved(parts: ApprovedParts, of: ApprovedSale): Promise<void> {
  const approval = await selectApproval(parts.db, of);
  if (approval?.state !== 'approved' || approval.activatedItemId || approval.failureCode) return;
  const request = await restore(parts, approval);
  if ('code' in request) return updateFailure(parts.db, { ...of, ...request });

  const { accountId, idempotencyKey: key, requestHash } = approval;
  const claim = { accountId, key, requestHash };
  const sale = { batch: [{ request, claim }], waits: true };
  const [answer] = await sellBatch({ ...parts, idempotency: idempotencyKeys }, sale);
  if (typeof answer !== 'object') throw new Error('The sale was neither made nor refused.');
  await keepOutcome(parts.db, of, answer);
}

/** Returns the sale with the limits that its key has now, or the reason why it may not sell. */
async function restore(
  { db, realNow }: ApprovedParts,
  { accountId, clientId, call }: Approval,
): Promise<SaleRequest | { code: string; detail: string }> {
  if (!call) return { code: 'customer_deleted', detail: 'The data of this sale was erased.' };
  const key = await selectApiKey(db, { accountId, clientId });
  if (!key) return { code: 'api_key_not_found', detail: 'The API key was revoked.' };
  if (!key.scopes.includes('sell')) {
    return { code: 'insufficient_scope', detail: 'The API key may no longer sell.' };
  }
  const { dailySpendLimitMinor, mandate } = key;
  const limits = { dailySpendLimitMinor, mandate };
  const ctx: Context = { ...call.caller, accountId, ...limits, now: realNow(), changes: [] };
  return { ...(call.request as object), ctx } as SaleRequest;
}

async function keepOutcome(db: Database, of: ApprovedSale, answer: SaleAnswer): Promise<void> {
  if (!('refusal' in answer)) {
    const { activatedItem } = JSON.parse(answer.body) as { activatedItem: { uid: string } };
    return updateSold(db, { ...of, activatedItemId: activatedItem.uid });
  }
  const { code, message: detail } = answer.refusal;
  // The caller repeats the call at this moment; the job runs again and reads the outcome.
  if (code === 'idempotency_key_in_progress') throw answer.refusal;
  await updateFailure(db, { ...of, code, detail });
}
