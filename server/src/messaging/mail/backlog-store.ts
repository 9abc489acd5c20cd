import { type Queryable, sql } from '../../platform/db/database.ts';

export type MailBacklog = { waiting: number; failed: number; oldestSeconds: number };

/** Returns how many mails wait to be sent, for how long, and how many failed in the last day. */
export async function readMailBacklog(db: Queryable): Promise<MailBacklog | undefined> {
  return await db.row<MailBacklog>(sql`
    select
      (select count(*) from mails where next_attempt_at is not null)::int as waiting,
      (select count(*) from mails where failed_at > now() - interval '1 day')::int as failed,
      coalesce((
        select extract(epoch from now() - min(created_at))
        from mails
        where next_attempt_at is not null
      ), 0)::float8 as "oldestSeconds"`);
}
