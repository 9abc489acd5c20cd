import { createHash } from 'node:crypto';
import type { Context } from '../../kernel/context.ts';
import { keyOf } from '../../kernel/ids.ts';
import { type MandateLimit, type MandatePeriod, sentenceOf } from '../../kernel/mandate.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Claim } from '../../platform/http/write.ts';
import { APPROVAL_HOURS, type Approval, type WaitingCall } from './approval.ts';
import { insertApproval, selectApprovalsOf } from './approval-store.ts';
import { mailApproval } from './mail-approval.ts';
import { recordApproval } from './record-approval.ts';

const HOUR_MS = 3_600_000;

/** A call of a key that has a mandate. */
type MandatedCall = { ctx: Pick<Context, 'accountId' | 'actor' | 'mandate'>; claim?: Claim };

/**
 * Returns the approvals of the calls that were asked about before, by `nameOfCall`. Reads nothing
 * unless one of the calls is by a key with a mandate.
 */
export async function loadApprovals(
  tx: Tx,
  calls: readonly MandatedCall[],
): Promise<Map<string, Approval>> {
  const asked = calls.flatMap(({ ctx: { actor, mandate }, claim }) =>
    mandate && claim && actor.kind === 'api_key' ? [{ ...claim, clientId: actor.clientId }] : [],
  );
  if (asked.length === 0) return new Map();
  const approvals = await selectApprovalsOf(tx, asked);
  return new Map(
    approvals.map((one) => [nameOfCall({ ...one, key: one.idempotencyKey }, one.clientId), one]),
  );
}

/** Returns the name of a call in the result of `loadApprovals`. */
export function nameOfCall(claim: Pick<Claim, 'accountId' | 'key'>, clientId: string): string {
  return keyOf({ accountId: claim.accountId, id: `${clientId}:${claim.key}` });
}

/** What a call that waits costs, and the limit that it exceeds. */
type Waiting = { amountMinor: bigint; period: MandatePeriod; limit: MandateLimit };

/** The refusal of a sale that waits for an approval. */
export class ApprovalRequired extends Refusal {
  readonly approvalId: string;
  readonly waiting: Waiting;

  constructor(approvalId: string, waiting: Waiting) {
    const detail =
      `${sentenceOf(waiting.amountMinor, waiting)} The sale waits for the approval ` +
      `${approvalId} and is made once a person has approved it. Repeat the call with the same ` +
      'idempotency key for its answer.';
    super('approval_required', detail, { members: { approvalId } });
    this.approvalId = approvalId;
    this.waiting = waiting;
  }
}

type Asked = {
  id: string;
  ctx: Context;
  claim: Claim | undefined;
  waiting: Waiting;
  description: string;
  request: unknown;
};

/** Asks those who may approve about a sale above a limit of its key's mandate; once for a call. */
export async function askForSale(tx: Tx, asked: Asked, realNow: Date): Promise<void> {
  const { id, ctx, description, claim } = asked;
  const { amountMinor, period: exceeded } = asked.waiting;
  const key = claim?.key ?? `approval-${id}`;
  const requestHash = claim?.requestHash ?? createHash('sha256').update(key).digest();
  const call = callOf(asked);
  const kept = { id, amountMinor, exceeded, description, key, requestHash, call };
  await ask(tx, { ctx, kind: 'sale', batchId: null, ...kept }, realNow);
}

/** Asks those who may approve about the rest of a batch; once for each batch. */
export async function askForBatch(
  tx: Tx,
  asked: { id: string; ctx: Context; batchId: string; amountMinor: bigint; description: string },
  realNow: Date,
): Promise<void> {
  const key = `batch-${asked.batchId}`;
  const requestHash = createHash('sha256').update(key).digest();
  const kept = { kind: 'sale_batch', exceeded: null, call: null } as const;
  await ask(tx, { ...asked, ...kept, key, requestHash }, realNow);
}

type Draft = { ctx: Context; key: string } & Pick<
  Approval,
  'id' | 'kind' | 'batchId' | 'exceeded' | 'description' | 'amountMinor' | 'requestHash' | 'call'
>;

async function ask(tx: Tx, { ctx, key, ...draft }: Draft, realNow: Date): Promise<void> {
  if (ctx.actor.kind !== 'api_key') return;
  const approval: Approval = {
    ...draft,
    accountId: ctx.accountId,
    clientId: ctx.actor.clientId,
    idempotencyKey: key,
    tool: ctx.tool ?? null,
    state: 'pending',
    requestedAt: realNow,
    expiresAt: new Date(realNow.getTime() + APPROVAL_HOURS * HOUR_MS),
    ...UNDECIDED,
  };
  if (!(await insertApproval(tx, approval))) return;
  await recordApproval({ ...ctx, db: tx }, 'approval.requested', approval);
  await mailApproval(tx, ctx, approval);
}

const UNDECIDED = {
  decidedAt: null,
  decidedBy: null,
  decidedByName: null,
  activatedItemId: null,
  failureCode: null,
  failureDetail: null,
};

function callOf({ ctx, request }: Asked): WaitingCall {
  const {
    now: _now,
    changes: _changes,
    accountId: _accountId,
    dailySpendLimitMinor: _limit,
    mandate: _mandate,
    ...caller
  } = ctx;
  return { request, caller };
}
