import { bytes, integers, texts, uuids } from '../../platform/db/arrays.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import { ofAccounts } from '../../platform/db/distribution.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { Claim, KeptAnswer } from '../../platform/http/write.ts';

/** How long a key is kept, in real time (docs/api-compatibility.md#idempotency). */
export const KEPT_DAYS = 30;
/** A literal, because Citus knows no types of parameters in `on conflict`. */
const KEPT = sql([`make_interval(days => ${KEPT_DAYS})`]);

export type KeptRow = KeptAnswer & { accountId: string; key: string; requestHash: Buffer };

/** One account's key, as both name a row. */
export type ReservedKey = Pick<Claim, 'accountId' | 'key'>;

/**
 * Reserves the keys that no other open transaction has reserved, until this one ends. It is a
 * statement of its own so that the answers are then read with a snapshot newer than the lock.
 */
export async function reserveKeys(tx: Tx, keys: readonly ReservedKey[]): Promise<ReservedKey[]> {
  const rows = await tx.rows<ReservedKey & { isReserved: boolean }>(sql`
    select
      asked.account_id as "accountId",
      asked.key,
      pg_try_advisory_xact_lock(
        hashtextextended(asked.account_id::text || ':' || asked.key, 0)
      ) as "isReserved"
    from unnest(
      ${uuids(keys.map(({ accountId }) => accountId))}::uuid[],
      ${texts(keys.map(({ key }) => key))}::text[]
    ) as asked (account_id, key)`);
  return rows.filter((row) => row.isReserved);
}

export function readKeptAnswers(tx: Tx, keys: readonly ReservedKey[]): Promise<KeptRow[]> {
  const accountIds = keys.map(({ accountId }) => accountId);
  return tx.rows<KeptRow>(sql`
    select kept.account_id as "accountId", kept.key, kept.request_hash as "requestHash",
      kept.status, kept.body
    from unnest(
      (select ${uuids(accountIds)}::uuid[]),
      (select ${texts(keys.map(({ key }) => key))}::text[])
    ) as asked (account_id, key)
    join idempotency_keys as kept
      on kept.account_id = asked.account_id
      and kept.key = asked.key
      ${ofAccounts(tx, sql`kept.account_id`, accountIds)}
    where kept.created_at > now() - ${KEPT}`);
}

/** Makes the transaction one that writes, so that its COMMIT waits for a synchronous standby. */
export async function takeTransactionId(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_current_xact_id()`);
}

export type KeepRow = { claim: Claim; answer: KeptAnswer; customerId: string | null };

/**
 * Keeps answers. Returns how many, which are fewer after a race: the rows are counted, because
 * Citus takes those for written that were in conflict.
 */
export async function insertKeptAnswers(tx: Tx, kept: readonly KeepRow[]): Promise<number> {
  const rows = await tx.rows(sql`
    insert into idempotency_keys (
      account_id, key, request_hash, status, body, customer_id, created_at
    )
    select account_id, key, request_hash, status, body, customer_id, now()
    from unnest(
      ${uuids(kept.map(({ claim }) => claim.accountId))}::uuid[],
      ${texts(kept.map(({ claim }) => claim.key))}::text[],
      ${bytes(kept.map(({ claim }) => claim.requestHash))}::bytea[],
      ${integers(kept.map(({ answer }) => answer.status))}::integer[],
      ${texts(kept.map(({ answer }) => answer.body))}::text[],
      ${uuids(kept.map(({ customerId }) => customerId))}::uuid[]
    ) as kept (account_id, key, request_hash, status, body, customer_id)
    on conflict (account_id, key) do update
    set
      request_hash = excluded.request_hash,
      status = excluded.status,
      body = excluded.body,
      customer_id = excluded.customer_id,
      created_at = excluded.created_at
    where excluded.created_at - idempotency_keys.created_at
      >= ${KEPT}
    returning key`);
  return rows.length;
}

/** Replaces a kept 202 by the final answer, and returns what is kept afterwards. */
export async function replacePendingAnswer(
  tx: Tx,
  { claim: { accountId, key }, answer, customerId }: KeepRow,
): Promise<KeptAnswer> {
  await tx.run(sql`
    update idempotency_keys
    set status = ${answer.status}, body = ${answer.body}, customer_id = ${customerId}
    where account_id = ${accountId}
      and key = ${key}
      and status = 202`);
  const kept = await tx.row<KeptAnswer>(sql`
    select status, body
    from idempotency_keys
    where account_id = ${accountId}
      and key = ${key}
    order by created_at desc
    limit 1`);
  return kept ?? answer;
}

/** Deletes a key whose kept answer is 202, because what it announced has failed. */
export async function releasePendingKey(tx: Tx, { accountId, key }: ReservedKey): Promise<void> {
  await tx.run(sql`
    delete from idempotency_keys
    where account_id = ${accountId}
      and key = ${key}
      and status = 202`);
}

export type AnswerOfCustomer = { key: string; createdAt: Date; body: string };

/** Returns the kept answers that carry this customer's personal data, the oldest first. */
export function readAnswersOf(
  db: Queryable,
  accountId: string,
  customerId: string,
): Promise<AnswerOfCustomer[]> {
  return db.rows<AnswerOfCustomer>(sql`
    select key, created_at as "createdAt", body
    from idempotency_keys
    where account_id = ${accountId}
      and customer_id = ${customerId}
    order by created_at, key`);
}

/** Erases a customer's personal data in the answers that are kept for repetitions. */
export async function eraseKeptAnswersOf(
  { db, accountId }: Pick<Scope, 'db' | 'accountId'>,
  customerId: string,
): Promise<void> {
  await db.run(sql`
    update idempotency_keys
    set
      body = jsonb_set(
        jsonb_set(body::jsonb, '{customer,email}', 'null', false),
        '{customer,countryOfResidence}', 'null', false
      )::text,
      customer_id = null
    where account_id = ${accountId}
      and customer_id = ${customerId}`);
}

/** Deletes the kept answers of a sandbox account, because what they describe is gone. */
export async function resetKeys({ db, accountId }: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await db.run(sql`delete from idempotency_keys where account_id = ${accountId}`);
}
