import { actorIdOf } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import type { TimeRange } from '../../kernel/time-range.ts';
import { texts, timestamps, uuids } from '../../platform/db/arrays.ts';
import { type Queryable, type Sql, sql, type Tx } from '../../platform/db/database.ts';
import type { AuditDraft, AuditEntry } from './audit-entry.ts';

export async function insertEntries(tx: Tx, drafts: readonly AuditDraft[]): Promise<void> {
  await tx.run(sql`
    insert into audit_log (
      organization_id, account_id, account_at, id, actor_kind, actor_id, actor_name, action, target,
      before, after, remote_address, request_id
    )
    select draft.organization_id, draft.account_id, draft.account_at, draft.id,
      draft.actor_kind, draft.actor_id, draft.actor_name, draft.action, draft.target,
      draft.before::jsonb, draft.after::jsonb, draft.remote_address, draft.request_id
    from unnest(
      ${uuids(drafts.map((draft) => draft.organizationId))}::uuid[],
      ${uuids(drafts.map((draft) => draft.accountId))}::uuid[],
      ${timestamps(drafts.map(({ accountAt = null }) => accountAt))}::timestamptz[],
      ${uuids(drafts.map(() => newId()))}::uuid[],
      ${texts(drafts.map(({ actor }) => actor.kind))}::text[],
      ${texts(drafts.map(({ actor }) => actorIdOf(actor)))}::text[],
      ${texts(drafts.map(({ actor }) => actor.name ?? null))}::text[],
      ${texts(drafts.map(({ action }) => action))}::text[],
      ${texts(drafts.map(({ target }) => target))}::text[],
      ${texts(drafts.map(({ before }) => before && JSON.stringify(before)))}::text[],
      ${texts(drafts.map(({ after }) => after && JSON.stringify(after)))}::text[],
      ${texts(drafts.map(({ remoteAddress }) => remoteAddress))}::text[],
      ${texts(drafts.map(({ requestId }) => requestId))}::text[]
    ) as draft (
      organization_id, account_id, account_at, id, actor_kind, actor_id, actor_name, action, target,
      before, after, remote_address, request_id
    )`);
}

/** The action of a sale, whose entries `sales-store.ts` keeps. */
export const SOLD = 'package.sold';

export const entryColumns = sql`
  id, at, account_id as "accountId", account_at as "accountAt", actor_kind as "actorKind",
  actor_id as "actorId",
  actor_name as "actorName", action, target, before, after, remote_address as "remoteAddress",
  request_id as "requestId"`;

export type AuditFilter = {
  range: TimeRange;
  actor?: string;
  /** The beginning of the action. */
  action?: string;
  target?: string;
  account?: string;
};

/** A place in the list: the last entry of the page before. */
type AuditPlace = { at: string; id: string };

export type AuditPage = {
  filter: AuditFilter;
  behind?: AuditPlace | undefined;
  limit: number;
};

/** Returns the entries after a place, the newest first; those of sales only as far as 0103. */
export function selectEntries(
  db: Queryable,
  organizationId: string,
  { filter, behind, limit }: AuditPage,
): Promise<AuditEntry[]> {
  return db.rows<AuditEntry>(sql`
    select ${entryColumns}
    from audit_log
    where organization_id = ${organizationId}
      ${conditions(filter)}
      ${isBehind(behind)}
    order by at desc, id desc
    limit ${limit}`);
}

function isBehind(place: AuditPlace | undefined): Sql {
  return place ? sql`and (at, id) < (${place.at}::timestamptz, ${place.id}::uuid)` : sql``;
}

/** Sorts after every text with the same beginning, in the order of the column. */
const LAST_CHARACTER = '\u{10ffff}';

function conditions({ range, actor, action, target, account }: AuditFilter): Sql {
  const wanted: Sql[] = [];
  if (range.from) wanted.push(sql`and at >= ${range.from}`);
  if (range.before) wanted.push(sql`and at < ${range.before}`);
  if (actor !== undefined) wanted.push(sql`and actor_id = ${actor}`);
  if (action !== undefined) {
    wanted.push(sql`and action >= ${action} and action < ${action + LAST_CHARACTER}`);
  }
  if (target !== undefined) wanted.push(sql`and target = ${target}`);
  if (account !== undefined) wanted.push(sql`and account_id = ${account}`);
  return wanted.reduce((all, one) => sql`${all} ${one}`, sql``);
}

export function selectChangesOf(
  db: Queryable,
  organizationId: string,
  targets: readonly string[],
): Promise<AuditEntry[]> {
  return db.rows<AuditEntry>(sql`
    select ${entryColumns}
    from audit_log
    where organization_id = ${organizationId}
      and target = any(${targets}::text[])`);
}

export function selectChangesBy(
  db: Queryable,
  organizationId: string,
  actorId: string,
): Promise<AuditEntry[]> {
  return db.rows<AuditEntry>(sql`
    select ${entryColumns}
    from audit_log
    where organization_id = ${organizationId}
      and actor_id = ${actorId}`);
}

/**
 * Erases at most `limit` IP addresses that are older than so many days of real time, the oldest
 * first. Returns how many. Safe to run concurrently.
 */
export function eraseAuditAddresses(
  db: Queryable,
  { olderThanDays, limit }: { olderThanDays: number; limit: number },
): Promise<number> {
  return db.run(sql`
    with old as (
      select organization_id, at, id
      from audit_log
      where remote_address is not null
        and at < now() - make_interval(days => ${olderThanDays})
      order by at
      limit ${limit}
      for update skip locked
    )
    update audit_log as entry
    set remote_address = null
    from old
    where entry.organization_id = old.organization_id
      and entry.at = old.at
      and entry.id = old.id`);
}
