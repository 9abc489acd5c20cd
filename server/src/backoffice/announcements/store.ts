import { isUuid } from '../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { Announcement } from './announcement.ts';

const columns = sql`
  id, texts, organization_ids as "organizationIds", starts_at as "startsAt",
  ends_at as "endsAt", is_mailed as "isMailed", mailed_at as "mailedAt",
  created_by_name as "createdByName", created_at as "createdAt"`;

export async function insertAnnouncement(tx: Tx, announcement: Announcement): Promise<void> {
  await tx.run(sql`
    insert into announcements (id, texts, organization_ids, starts_at, ends_at, is_mailed,
      created_by_name, created_at)
    values (${announcement.id}, ${JSON.stringify(announcement.texts)}::jsonb,
      ${announcement.organizationIds}::uuid[], ${announcement.startsAt}, ${announcement.endsAt},
      ${announcement.isMailed}, ${announcement.createdByName}, ${announcement.createdAt})`);
}

/** Returns announcements with ids below `below`, newest first. */
export function selectAnnouncements(
  db: Queryable,
  { below, limit }: { below: string | undefined; limit: number },
): Promise<Announcement[]> {
  return db.rows<Announcement>(sql`
    select ${columns}
    from announcements
    where (${below ?? null}::uuid is null or id < ${below ?? null})
    order by id desc
    limit ${limit}`);
}

/** Returns what a reseller is told now, the newest first. */
export function selectAnnouncementsFor(
  db: Queryable,
  { organizationId, now }: { organizationId: string; now: Date },
): Promise<Announcement[]> {
  return db.rows<Announcement>(sql`
    select ${columns}
    from announcements
    where ends_at > ${now}
      and starts_at <= ${now}
      and (organization_ids is null or ${organizationId} = any(organization_ids))
    order by starts_at desc, id desc
    limit 20`);
}

/** Ends an announcement, also one that has not begun; undefined if there is none. */
export async function updateEnded(
  tx: Tx,
  { id, now }: { id: string; now: Date },
): Promise<Announcement | undefined> {
  if (!isUuid(id)) return undefined;
  return tx.row<Announcement>(sql`
    update announcements
    set starts_at = least(starts_at, ${now}), ends_at = least(ends_at, ${now}),
      mailed_at = coalesce(mailed_at, case when is_mailed then ${now}::timestamptz end)
    where id = ${id}
    returning ${columns}`);
}

/** An announcement whose mails are being sent, and the reseller that got the last one. */
export type Mailing = Announcement & { mailedTo: string | null };

/** Returns and locks the oldest announcement with mails to send, unless another job has it. */
export function selectMailingForUpdate(tx: Tx, now: Date): Promise<Mailing | undefined> {
  return tx.row<Mailing>(sql`
    select ${columns}, mailed_to as "mailedTo"
    from announcements
    where is_mailed
      and mailed_at is null
      and starts_at <= ${now}
    order by starts_at
    limit 1
    for update skip locked`);
}

/** Keeps how far the mails are; `mailedAt` when all are queued. */
export async function updateMailing(
  tx: Tx,
  { id, mailedTo, mailedAt }: { id: string; mailedTo: string | null; mailedAt: Date | null },
): Promise<void> {
  await tx.run(sql`
    update announcements
    set mailed_to = coalesce(${mailedTo}::uuid, mailed_to), mailed_at = ${mailedAt}
    where id = ${id}`);
}
