import { isUuid } from '../../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../../platform/db/database.ts';
import type { ApprovalKind, ApprovalRequest, ApprovalState } from './approval.ts';

const columns = sql`
  id, kind, reason, payload, state, proposed_by as "proposedBy",
  proposed_by_name as "proposedByName", proposed_at as "proposedAt", decided_by as "decidedBy",
  decided_by_name as "decidedByName", decided_at as "decidedAt"`;

/** Saves a pending request; returns false if the same bank receipt or any account waits already. */
export async function insertApproval(tx: Tx, request: ApprovalRequest): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into approval_requests (id, kind, reason, payload, state, proposed_by,
      proposed_by_name, proposed_at)
    values (${request.id}, ${request.kind}, ${request.reason},
      ${JSON.stringify(request.payload)}::jsonb, 'pending', ${request.proposedBy},
      ${request.proposedByName}, ${request.proposedAt})
    on conflict do nothing`);
  return inserted === 1;
}

export async function selectApproval(
  db: Queryable,
  id: string,
): Promise<ApprovalRequest | undefined> {
  if (!isUuid(id)) return undefined;
  return db.row<ApprovalRequest>(sql`
    select ${columns}
    from approval_requests
    where id = ${id}`);
}

/** Returns the request and locks it until the transaction ends. */
export async function selectApprovalForUpdate(
  tx: Tx,
  id: string,
): Promise<ApprovalRequest | undefined> {
  return tx.row<ApprovalRequest>(sql`
    select ${columns}
    from approval_requests
    where id = ${id}
    for update`);
}

/** Returns and locks the bank account of the seller that waits, if there is one. */
export function selectWaitingAccountForUpdate(tx: Tx) {
  return tx.row<ApprovalRequest>(sql`
    select ${columns}
    from approval_requests
    where kind = 'seller_bank_account'
      and state = 'pending'
    for update`);
}

/** Returns and locks the credit limit of an account that waits, if there is one. */
export function selectWaitingLimitForUpdate(tx: Tx, accountId: string) {
  return tx.row<ApprovalRequest>(sql`
    select ${columns}
    from approval_requests
    where kind = 'credit_limit'
      and state = 'pending'
      and payload ->> 'accountId' = ${accountId}
    for update`);
}

/** Decides on a pending request; returns false if it was decided before. */
export async function updateApproval(tx: Tx, decided: ApprovalRequest): Promise<boolean> {
  const changed = await tx.run(sql`
    update approval_requests
    set state = ${decided.state}, decided_by = ${decided.decidedBy},
      decided_by_name = ${decided.decidedByName}, decided_at = ${decided.decidedAt}
    where id = ${decided.id}
      and state = 'pending'`);
  return changed === 1;
}

export type ApprovalsFilter = {
  kind?: ApprovalKind | undefined;
  state?: ApprovalState | undefined;
};

/** Returns requests with ids below `below`, newest first. */
export function selectApprovals(
  db: Queryable,
  { kind, state, below, limit }: ApprovalsFilter & { below: string | undefined; limit: number },
) {
  return db.rows<ApprovalRequest>(sql`
    select ${columns}
    from approval_requests
    where (${kind ?? null}::text is null or kind = ${kind ?? null})
      and (${state ?? null}::text is null or state = ${state ?? null})
      and (${below ?? null}::uuid is null or id < ${below ?? null})
    order by id desc
    limit ${limit}`);
}
