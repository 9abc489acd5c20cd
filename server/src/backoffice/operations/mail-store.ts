import { type Queryable, sql } from '../../platform/db/database.ts';

/** `failed` is not tried again; `late` waits for five minutes or longer. */
export const MAIL_STATES = ['failed', 'late'] as const;

/** A mail that did not leave in time. */
export type TroubledMail = {
  id: string;
  kind: string;
  organizationId: string | null;
  organizationName: string | null;
  recipient: string;
  subject: string;
  state: (typeof MAIL_STATES)[number];
  createdAt: Date;
  nextAttemptAt: Date | null;
  failedAt: Date | null;
  attempts: number;
  lastError: string | null;
};

type Asked = {
  state?: string | undefined;
  organizationId?: string | undefined;
  kind?: string | undefined;
  below?: string | undefined;
  limit: number;
};

/** Returns late and failed mails that were not erased, the newest first, below an ID. */
export function selectTroubledMails(
  db: Queryable,
  { state, organizationId, kind, below, limit }: Asked,
): Promise<TroubledMail[]> {
  return db.rows<TroubledMail>(sql`
    with troubled as (
      select id, 'failed' as state
      from mails
      where failed_at is not null
        and erased_at is null
      union all
      select id, 'late'
      from mails
      where next_attempt_at is not null
        and created_at < now() - interval '5 minutes'
    )
    select m.id, m.kind, m.organization_id as "organizationId", o.name as "organizationName",
      m.recipient, m.subject, t.state, m.created_at as "createdAt",
      m.next_attempt_at as "nextAttemptAt", m.failed_at as "failedAt", m.attempts,
      m.last_error as "lastError"
    from troubled t
    join mails m on m.id = t.id
    left join organizations o on o.id = m.organization_id
    where (${state ?? null}::text is null or t.state = ${state ?? null})
      and (${kind ?? null}::text is null or m.kind = ${kind ?? null})
      and (${organizationId ?? null}::uuid is null
        or m.organization_id = ${organizationId ?? null}::uuid)
      and (${below ?? null}::uuid is null or t.id < ${below ?? null}::uuid)
    order by t.id desc
    limit ${limit}`);
}
