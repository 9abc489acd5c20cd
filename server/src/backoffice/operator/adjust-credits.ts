import type { Context } from '../../kernel/context.ts';
import { isUuid, newId } from '../../kernel/ids.ts';
import { toPrice } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordEvents } from '../../messaging/events/index.ts';
import { addCredits, chargeCredits, spendable } from '../../money/credits/index.ts';
import { collectOwed } from '../../money/payments/index.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { findAccount, readClock } from '../../tenancy/accounts/index.ts';
import { checkReason } from './account-changes.ts';
import type { Adjustment } from './adjustment.ts';
import {
  type AdjustmentsAsked,
  insertAdjustment,
  selectAdjustmentForUpdate,
  selectAdjustmentKey,
  selectAdjustments,
  updateDecision,
} from './adjustment-store.ts';
import { mayMoveAlone, requirePerson, requireSecondPerson } from './approvals/second-person.ts';
import { auditFor } from './audit-for.ts';

/** Positive to add credits, negative to deduct them, in cents; never zero. */
export type Proposal = { accountId: string; amountMinor: bigint; reason: string };

/**
 * Adjusts credits: at once up to the limit of one person, otherwise once another person approves.
 * Throws `invalid_request`, `account_not_found`, `insufficient_credits`.
 */
export async function adjustCredits(
  scope: Scope,
  { accountId: id, amountMinor, reason }: Proposal,
): Promise<Adjustment> {
  checkReason(reason);
  const { id: accountId } = await findAccount(scope.db, id);
  const person = requirePerson(scope);
  const amount = { kind: 'adjustment', amountMinor: absolute(amountMinor) } as const;
  const requiresApproval = !(await mayMoveAlone(scope, amount));

  const proposed: Adjustment = {
    accountId,
    id: newId(),
    amountMinor,
    reason: reason.trim(),
    requiresApproval,
    proposedBy: person.id,
    proposedByName: person.name,
    proposedAt: scope.now,
    state: 'pending',
    decidedBy: null,
    decidedByName: null,
    decidedAt: null,
  };
  const adjustment = requiresApproval ? proposed : decided(proposed, scope, 'posted');
  await insertAdjustment(scope.db, adjustment);
  if (!requiresApproval) await post(scope, adjustment);
  await auditAdjustment(scope, {
    adjustment,
    action: `adjustment.${requiresApproval ? 'proposed' : 'posted'}`,
  });
  return adjustment;
}

/**
 * Posts an adjustment that another person proposed, once. Throws `adjustment_not_found`,
 * `invalid_state`, `second_person_required`, `insufficient_credits`.
 */
export async function approveAdjustment(scope: Scope, id: string): Promise<Adjustment> {
  const pending = await lockPending(scope.db, id);
  await requireSecondPerson(scope, pending);
  return decide(scope, decided(pending, scope, 'posted'));
}

/** Rejects a pending adjustment. Throws `adjustment_not_found`, `invalid_state`. */
export async function rejectAdjustment(scope: Scope, id: string): Promise<Adjustment> {
  return decide(scope, decided(await lockPending(scope.db, id), scope, 'rejected'));
}

/** Returns a page of adjustments, newest first. */
export async function listAdjustments(
  db: Queryable,
  asked: AdjustmentsAsked,
): Promise<Adjustment[]> {
  const namesNobody = asked.accountId !== undefined && !isUuid(asked.accountId);
  return namesNobody ? [] : selectAdjustments(db, asked);
}

async function lockPending(tx: Tx, id: string): Promise<Adjustment> {
  const key = await selectAdjustmentKey(tx, id);
  const adjustment = key && (await selectAdjustmentForUpdate(tx, key));
  if (!adjustment) {
    throw new Refusal('adjustment_not_found', 'No adjustment has this ID.');
  }
  if (adjustment.state !== 'pending') {
    throw new Refusal('invalid_state', `This adjustment is already ${adjustment.state}.`);
  }
  return adjustment;
}

async function decide(scope: Scope, adjustment: Adjustment): Promise<Adjustment> {
  if (!(await updateDecision(scope.db, adjustment))) {
    throw new Refusal('invalid_state', 'Another operator has decided on this adjustment.');
  }
  if (adjustment.state === 'posted') await post(scope, adjustment);
  await auditAdjustment(scope, { adjustment, action: `adjustment.${adjustment.state}` });
  return adjustment;
}

function decided(adjustment: Adjustment, ctx: Context, state: 'posted' | 'rejected'): Adjustment {
  const { id, name } = requirePerson(ctx);
  return { ...adjustment, state, decidedBy: id, decidedByName: name, decidedAt: ctx.now };
}

async function post(
  scope: Scope,
  { accountId, id, amountMinor, reason }: Adjustment,
): Promise<void> {
  const now = await readClock(scope.db, { accountId, realNow: scope.now });
  const at = { accountId, now };
  const entry = { type: 'adjustment', description: `Adjustment: ${reason}` } as const;
  if (amountMinor < 0n) {
    await chargeCredits({ ...at, db: scope.db }, { ...entry, amountMinor: -amountMinor });
    return;
  }
  const books = await addCredits({ ...at, db: scope.db }, { ...entry, amountMinor });
  const body = {
    adjustmentId: id,
    origin: 'adjustment',
    amount: toPrice(amountMinor),
    balance: toPrice(books.postedMinor),
    available: toPrice(spendable(books)),
  };
  await recordEvents({ db: scope.db, accountId }, [
    { type: 'credits.added', body, createdAt: now },
  ]);
  await collectOwed({ ...at, db: scope.db });
}

async function auditAdjustment(
  scope: Scope,
  { adjustment, action }: { adjustment: Adjustment; action: string },
): Promise<void> {
  const { accountId, id, amountMinor, reason } = adjustment;
  const { organizationId } = await findAccount(scope.db, accountId);
  await auditFor(scope, {
    organizationId,
    accountId,
    change: {
      action,
      target: id,
      before: null,
      after: { amountMinor: amountMinor.toString(), reason },
    },
  });
}

function absolute(amountMinor: bigint): bigint {
  return amountMinor < 0n ? -amountMinor : amountMinor;
}
