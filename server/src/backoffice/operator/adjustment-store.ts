import { isUuid } from '../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { Adjustment, AdjustmentState } from './adjustment.ts';

const columns = sql`
  account_id as "accountId", id, amount_minor as "amountMinor", reason, state,
  needs_second as "requiresApproval", proposed_by as "proposedBy",
  proposed_by_name as "proposedByName", proposed_at as "proposedAt", decided_by as "decidedBy",
  decided_by_name as "decidedByName", decided_at as "decidedAt"`;

export async function insertAdjustment(tx: Tx, adjustment: Adjustment): Promise<void> {
  await tx.run(sql`
    insert into adjustments
      (account_id, id, amount_minor, reason, state, needs_second, proposed_by, proposed_by_name,
        proposed_at, decided_by, decided_by_name, decided_at)
    values (${adjustment.accountId}, ${adjustment.id}, ${adjustment.amountMinor},
      ${adjustment.reason}, ${adjustment.state}, ${adjustment.requiresApproval},
      ${adjustment.proposedBy}, ${adjustment.proposedByName}, ${adjustment.proposedAt},
      ${adjustment.decidedBy}, ${adjustment.decidedByName}, ${adjustment.decidedAt})`);
}

type AdjustmentKey = { accountId: string; id: string };

/** Returns whose adjustment it is: only then does a distributed database know where to lock it. */
export async function selectAdjustmentKey(tx: Tx, id: string): Promise<AdjustmentKey | undefined> {
  if (!isUuid(id)) return undefined;
  return tx.row<AdjustmentKey>(sql`
    select account_id as "accountId", id
    from adjustments
    where id = ${id}`);
}

/** Locks and returns the adjustment. */
export function selectAdjustmentForUpdate(
  tx: Tx,
  { accountId, id }: AdjustmentKey,
): Promise<Adjustment | undefined> {
  return tx.row<Adjustment>(sql`
    select ${columns}
    from adjustments
    where account_id = ${accountId}
      and id = ${id}
    for update`);
}

/** Decides on a pending adjustment; returns false if it was decided already. */
export async function updateDecision(tx: Tx, decided: Adjustment): Promise<boolean> {
  const changed = await tx.run(sql`
    update adjustments
    set state = ${decided.state}, decided_by = ${decided.decidedBy},
      decided_by_name = ${decided.decidedByName}, decided_at = ${decided.decidedAt}
    where account_id = ${decided.accountId}
      and id = ${decided.id}
      and state = 'pending'`);
  return changed === 1;
}

export type AdjustmentsAsked = {
  state: AdjustmentState | undefined;
  accountId: string | undefined;
  /** The id of the last entry of the page before. */
  after: string | undefined;
  limit: number;
};

/** Returns adjustments, newest first. */
export function selectAdjustments(db: Queryable, asked: AdjustmentsAsked) {
  const { state = null, accountId = null, after = null, limit } = asked;
  return db.rows<Adjustment>(sql`
    select ${columns}
    from adjustments
    where (${state}::text is null or state = ${state})
      and (${accountId}::uuid is null or account_id = ${accountId})
      and (${after}::uuid is null or id < ${after})
    order by id desc
    limit ${limit}`);
}
