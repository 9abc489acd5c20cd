import { bigints, integers, texts, timestamps, uuids } from '../../platform/db/arrays.ts';
import { type Database, type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import { fromNow } from '../../platform/db/from-now.ts';
import { lockAcross } from '../../platform/db/lock-across.ts';
import type { DuePull, KeptPull } from './usage-pull.ts';

const FIRST_LOOK_MINUTES = 60;
/** What a notice says is about to be readable. */
const NOTICE_SECONDS = 5;

/** Begins to ask for the usage of eSIMs that suppliers delivered, an hour from now. */
export async function insertPulls(
  tx: Tx,
  pulls: readonly Omit<DuePull, 'esimProfileId'>[],
): Promise<void> {
  if (pulls.length === 0) return;
  await tx.run(sql`
    insert into usage_pulls (account_id, esim_profile_id, carrier, iccid, profile_id, created_at,
      next_at)
    select esim.account_id, esim.id, pull.carrier, esim.iccid, pull.profile_id, esim.created_at,
      now() + make_interval(mins => ${FIRST_LOOK_MINUTES})
    from unnest(
      ${uuids(pulls.map((pull) => pull.accountId))}::uuid[],
      ${texts(pulls.map((pull) => pull.carrier))}::text[],
      ${texts(pulls.map((pull) => pull.iccid))}::text[],
      ${texts(pulls.map((pull) => pull.profileId))}::text[]
    ) as pull (account_id, carrier, iccid, profile_id)
    join esim_profiles as esim
      on esim.account_id = pull.account_id
      and esim.iccid = pull.iccid
    on conflict do nothing`);
}

/** Asks for the usage of the eSIMs that orders topped up now: its figure may be old. */
export async function renewPulls(
  tx: Tx,
  orders: readonly { accountId: string; orderId: string }[],
): Promise<void> {
  if (orders.length === 0) return;
  await tx.run(sql`
    update usage_pulls as pull
    set next_at = now(), changed_at = now()
    from unnest(
      ${uuids(orders.map((order) => order.accountId))}::uuid[],
      ${uuids(orders.map((order) => order.orderId))}::uuid[]
    ) as topped (account_id, id)
    join carrier_orders as placed
      on placed.account_id = topped.account_id
      and placed.id = topped.id
    where pull.account_id = placed.account_id
      and pull.carrier = placed.carrier
      and pull.iccid = placed.iccid`);
}

/** Asks for the usage of an eSIM in a moment, because the supplier sent a notice about it. */
export function nudgePull(
  db: Queryable,
  { carrier, iccid }: { carrier: string; iccid: string },
): Promise<number> {
  return db.run(sql`
    update usage_pulls
    set next_at = now() + make_interval(secs => ${NOTICE_SECONDS})
    where carrier = ${carrier}
      and iccid = ${iccid}
      and next_at > now() + make_interval(secs => ${NOTICE_SECONDS})`);
}

/**
 * Takes at most `limit` eSIMs of a supplier that are due, of any accounts; none while it is paused.
 * Another worker takes them when `leaseMs` are over.
 */
export async function leaseDuePulls(
  db: Database,
  { carrier, limit, leaseMs }: { carrier: string; limit: number; leaseMs: number },
): Promise<DuePull[]> {
  const leased = await lockAcross(db, {
    limit,
    due: (most, onNode) => sql`
      select account_id, esim_profile_id
      from usage_pulls
      where carrier = ${carrier}
        and next_at <= now()
        and not exists (
          select 1
          from usage_pull_feeds
          where carrier = ${carrier}
            and paused_until > now()
        )
        ${onNode(sql`account_id`)}
      order by next_at
      limit ${most}`,
    lock: (due, onNode) =>
      db.rows<DuePull>(sql`
        update usage_pulls
        set next_at = now() + ${leaseMs} * interval '1 millisecond'
        where (account_id, esim_profile_id) in (${due} for no key update skip locked)
          ${onNode(sql`account_id`)}
        returning account_id as "accountId", esim_profile_id as "esimProfileId", carrier, iccid,
          profile_id as "profileId"`),
  });
  return leased.flat();
}

/** Locks what was counted of an account's eSIMs until the transaction ends. */
export async function lockPulls(
  tx: Tx,
  { accountId, profileIds }: { accountId: string; profileIds: readonly string[] },
): Promise<KeptPull[]> {
  const rows = await tx.rows<KeptPull & { fellBytes: bigint | null; fellAt: Date | null }>(sql`
    select esim_profile_id as "esimProfileId", iccid, used_bytes as "usedBytes",
      total_bytes as "totalBytes", generation, as_of as "asOf", fell_used_bytes as "fellBytes",
      fell_at as "fellAt", coalesce(changed_at, created_at) as "changedAt",
      created_at as "createdAt"
    from usage_pulls
    where account_id = ${accountId}
      and esim_profile_id = any(${uuids(profileIds)}::uuid[])
    order by esim_profile_id
    for no key update`);
  return rows.map(({ fellBytes, fellAt, ...row }) => ({
    ...row,
    fell: fellBytes !== null && fellAt ? { usedBytes: fellBytes, at: fellAt } : null,
  }));
}

/** A locked pull as it goes on; `inMs` is null if it is asked about no more. */
export type NextPull = KeptPull & { inMs: number | null };

/** Writes what was counted of locked pulls, and when each is asked about again. */
export async function updatePulls(
  tx: Tx,
  accountId: string,
  pulls: readonly NextPull[],
): Promise<void> {
  await tx.run(sql`
    update usage_pulls as pull
    set used_bytes = next.used_bytes, total_bytes = next.total_bytes,
      generation = next.generation, as_of = next.as_of, fell_used_bytes = next.fell_bytes,
      fell_at = next.fell_at, changed_at = next.changed_at,
      detail = null, next_at = ${fromNow(sql`next.in_ms / 1000.0`)}
    from unnest(
      ${uuids(pulls.map((pull) => pull.esimProfileId))}::uuid[],
      ${bigints(pulls.map((pull) => pull.usedBytes))}::bigint[],
      ${bigints(pulls.map((pull) => pull.totalBytes))}::bigint[],
      ${integers(pulls.map((pull) => pull.generation))}::integer[],
      ${timestamps(pulls.map((pull) => pull.asOf))}::timestamptz[],
      ${bigints(pulls.map((pull) => pull.fell?.usedBytes ?? null))}::bigint[],
      ${timestamps(pulls.map((pull) => pull.fell?.at ?? null))}::timestamptz[],
      ${timestamps(pulls.map((pull) => pull.changedAt))}::timestamptz[],
      ${bigints(pulls.map(({ inMs }) => toWhole(inMs)))}::bigint[]
    ) as next (id, used_bytes, total_bytes, generation, as_of, fell_bytes, fell_at, changed_at,
      in_ms)
    where pull.account_id = ${accountId}
      and pull.esim_profile_id = next.id`);
}

function toWhole(ms: number | null): bigint | null {
  return ms === null ? null : BigInt(Math.round(ms));
}

/**
 * Puts off eSIMs that were leased and not asked about, or whose question was refused; for ever if
 * `inMs` is null.
 */
export async function deferPulls(
  db: Queryable,
  pulls: readonly Pick<DuePull, 'accountId' | 'esimProfileId'>[],
  { inMs, detail }: { inMs: number | null; detail: string | null },
): Promise<void> {
  if (pulls.length === 0) return;
  await db.run(sql`
    update usage_pulls as pull
    set next_at = now() + ${toWhole(inMs)}::bigint * interval '1 millisecond',
      detail = ${detail}
    from unnest(
      ${uuids(pulls.map((pull) => pull.accountId))}::uuid[],
      ${uuids(pulls.map((pull) => pull.esimProfileId))}::uuid[]
    ) as put_off (account_id, id)
    where pull.account_id = put_off.account_id
      and pull.esim_profile_id = put_off.id`);
}
