import { texts } from '../../platform/db/arrays.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { DownloadNotice } from './download-notice.ts';

/** A notice as it is kept. */
export type KeptNotice = Omit<DownloadNotice, 'eid' | 'occurredAt'> & {
  smdp: string;
  occurredAt: Date;
  receivedAt: Date;
};

/** Returns false if the notice came before. */
export async function insertNotice(tx: Tx, notice: KeptNotice): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into download_notices (iccid, id, smdp, point, status, detail, shows, occurred_at,
      received_at)
    values (${notice.iccid}, ${notice.id}, ${notice.smdp}, ${notice.point}, ${notice.status},
      ${notice.detail}, ${notice.shows}, ${notice.occurredAt}, ${notice.receivedAt})
    on conflict do nothing`);
  return inserted === 1;
}

/** Returns whether a notice that shows a state of the profile is later than this one. */
export async function hasLaterNotice(
  tx: Tx,
  { iccid, id, occurredAt }: Pick<KeptNotice, 'iccid' | 'id' | 'occurredAt'>,
): Promise<boolean> {
  const row = await tx.row(sql`
    select id
    from download_notices
    where iccid = ${iccid}
      and shows is not null
      and occurred_at > ${occurredAt}
      and id <> ${id}
    limit 1`);
  return row !== undefined;
}

/** Returns whether a notice of the SM-DP+ is kept. */
export async function hasNoticeOf(db: Queryable, smdp: string): Promise<boolean> {
  const row = await db.row(sql`
    select id
    from download_notices
    where smdp = ${smdp}
    limit 1`);
  return row !== undefined;
}

/** Returns the notices about these profiles, the newest first. */
export function readDownloadNotices(
  db: Queryable,
  { iccids, limit }: { iccids: readonly string[]; limit: number },
): Promise<KeptNotice[]> {
  return db.rows<KeptNotice>(sql`
    select iccid, id, smdp, point, status, detail, shows, occurred_at as "occurredAt",
      received_at as "receivedAt"
    from download_notices
    where iccid = any(${texts(iccids)}::text[])
    order by occurred_at desc, id
    limit ${limit}`);
}
