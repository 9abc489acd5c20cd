import { bytes, texts, uuids } from '../../platform/db/arrays.ts';
import { type Queryable, type Sql, sql, type Tx } from '../../platform/db/database.ts';
import { ofAccounts } from '../../platform/db/distribution.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { Claim } from '../../platform/http/write.ts';
import type { Approval, ApprovalState } from './approval.ts';

export type ApprovalKey = { accountId: string; id: string };

const COLUMNS: Sql = sql`
  account_id as "accountId", id, client_id as "clientId", idempotency_key as "idempotencyKey",
  request_hash as "requestHash", kind, batch_id as "batchId", exceeded, description,
  amount_minor as "amountMinor", tool, call, state, requested_at as "requestedAt",
  expires_at as "expiresAt", decided_at as "decidedAt", decided_by as "decidedBy",
  decided_by_name as "decidedByName", activated_item_id as "activatedItemId",
  failure_code as "failureCode", failure_detail as "failureDetail"`;

/** Returns false if the same call of the key was asked about before. */
export async function insertApproval(tx: Tx, one: Approval): Promise<boolean> {
  const call = one.call && JSON.stringify(one.call);
  const inserted = await tx.run(sql`
    insert into sale_approvals (account_id, id, client_id, idempotency_key, request_hash, kind,
      batch_id, exceeded, description, amount_minor, tool, call, state, requested_at, expires_at)
    values (${one.accountId}, ${one.id}, ${one.clientId}, ${one.idempotencyKey},
      ${one.requestHash}, ${one.kind}, ${one.batchId}, ${one.exceeded}, ${one.description},
      ${one.amountMinor}, ${one.tool}, ${call}::jsonb, ${one.state}, ${one.requestedAt},
      ${one.expiresAt})
    on conflict (account_id, client_id, idempotency_key) do nothing`);
  return inserted === 1;
}

/** Returns the approvals of calls, which their keys and hashes identify. */
export function selectApprovalsOf(
  tx: Tx,
  calls: readonly (Claim & { clientId: string })[],
): Promise<Approval[]> {
  const accountIds = calls.map(({ accountId }) => accountId);
  return tx.rows<Approval>(sql`
    select ${COLUMNS}
    from sale_approvals
    where (account_id, client_id, idempotency_key, request_hash) in (
      select account, client, key, hash
      from unnest(
        ${uuids(accountIds)}::uuid[],
        ${texts(calls.map(({ clientId }) => clientId))}::text[],
        ${texts(calls.map(({ key }) => key))}::text[],
        ${bytes(calls.map(({ requestHash }) => requestHash))}::bytea[]
      ) as asked (account, client, key, hash))
      ${ofAccounts(tx, sql`account_id`, accountIds)}`);
}

export function selectApproval(
  db: Queryable,
  { accountId, id }: ApprovalKey,
): Promise<Approval | undefined> {
  return db.row<Approval>(sql`
    select ${COLUMNS}
    from sale_approvals
    where account_id = ${accountId}
      and id = ${id}`);
}

/** Returns approvals, the newest first. */
export function selectApprovals(
  db: Queryable,
  of: {
    accountId: string;
    state?: ApprovalState | undefined;
    realNow: Date;
    below: string | undefined;
    limit: number;
  },
): Promise<Approval[]> {
  return db.rows<Approval>(sql`
    select ${COLUMNS}
    from sale_approvals
    where account_id = ${of.accountId}
      ${isIn(of.state, of.realNow)}
      ${of.below === undefined ? sql`` : sql`and id < ${of.below}`}
    order by id desc
    limit ${of.limit}`);
}

function isIn(state: ApprovalState | undefined, realNow: Date): Sql {
  if (state === undefined) return sql``;
  if (state === 'expired')
    return sql`and (state = 'expired' or state = 'pending' and expires_at <= ${realNow})`;
  if (state === 'pending') return sql`and state = 'pending' and expires_at > ${realNow}`;
  return sql`and state = ${state}`;
}

/** Decides on an approval that waits. Returns undefined if it does not wait any more. */
export function updateDecision(
  tx: Tx,
  of: ApprovalKey & {
    state: 'approved' | 'rejected';
    by: { id: string; name: string };
    realNow: Date;
  },
): Promise<Approval | undefined> {
  return tx.row<Approval>(sql`
    update sale_approvals
    set state = ${of.state}, decided_at = ${of.realNow}, decided_by = ${of.by.id},
      decided_by_name = ${of.by.name},
      call = case when ${of.state}::text = 'approved' then call end
    where account_id = ${of.accountId}
      and id = ${of.id}
      and state = 'pending'
      and expires_at > ${of.realNow}
    returning ${COLUMNS}`);
}

/** Keeps the package that an approved call sold, and deletes the call. */
export async function updateSold(
  db: Queryable,
  { accountId, id, activatedItemId }: ApprovalKey & { activatedItemId: string },
): Promise<void> {
  await db.run(sql`
    update sale_approvals
    set activated_item_id = ${activatedItemId}, failure_code = null, failure_detail = null,
      call = null
    where account_id = ${accountId}
      and id = ${id}
      and state = 'approved'`);
}

/** Keeps the refusal of an approved call, which its caller may repeat. */
export async function updateFailure(
  db: Queryable,
  { accountId, id, code, detail }: ApprovalKey & { code: string; detail: string },
): Promise<void> {
  await db.run(sql`
    update sale_approvals
    set failure_code = ${code}, failure_detail = ${detail}, call = null
    where account_id = ${accountId}
      and id = ${id}
      and state = 'approved'
      and activated_item_id is null`);
}

/** Deletes the calls of approvals that expired; returns how many. */
export async function eraseExpiredCalls(db: Queryable, realNow: Date): Promise<number> {
  return db.run(sql`
    update sale_approvals
    set call = null
    where call is not null
      and expires_at <= ${realNow}`);
}

/** Returns the accounts with approvals that have expired by themselves, at most a hundred. */
export async function selectExpiring(db: Queryable, realNow: Date): Promise<string[]> {
  const rows = await db.rows<{ accountId: string }>(sql`
    select distinct account_id as "accountId"
    from sale_approvals
    where state = 'pending'
      and expires_at <= ${realNow}
    limit 100`);
  return rows.map(({ accountId }) => accountId);
}

/** Lets the approvals of an account expire; each is returned once. */
export function updateExpired(
  tx: Tx,
  { accountId, realNow }: { accountId: string; realNow: Date },
): Promise<Approval[]> {
  return tx.rows<Approval>(sql`
    update sale_approvals
    set state = 'expired', call = null
    where account_id = ${accountId}
      and state = 'pending'
      and expires_at <= ${realNow}
    returning ${COLUMNS}`);
}

/** Deletes the calls that wait for a sale to a customer who is erased. */
export async function eraseCallsOf(
  { db, accountId }: Pick<Scope, 'db' | 'accountId'>,
  customerId: string,
): Promise<void> {
  await db.run(sql`
    update sale_approvals
    set call = null
    where account_id = ${accountId}
      and call -> 'request' ->> 'customerUid' = ${customerId}`);
}

/** Deletes the approvals of a sandbox account, as a part of its reset. */
export async function resetApprovals({ db, accountId }: Pick<Scope, 'db' | 'accountId'>) {
  await db.run(sql`delete from sale_approvals where account_id = ${accountId}`);
}
