import type { TimeRange } from '../../kernel/time-range.ts';
import { type Queryable, sql } from '../../platform/db/database.ts';

/** A sign-in or a refused call of any company, as the audit log keeps it. */
export type WatchedEntry = {
  id: string;
  at: Date;
  organizationId: string;
  organizationName: string;
  accountId: string | null;
  actorKind: 'api_key' | 'person' | 'platform';
  actorId: string;
  actorName: string | null;
  action: string;
  target: string | null;
  /** The name of the person who is the target. */
  targetName: string | null;
  after: Readonly<Record<string, unknown>> | null;
  remoteAddress: string | null;
  requestId: string;
};

type WatchedFilter = {
  actions: readonly string[];
  range: TimeRange;
  organizationId?: string | undefined;
  /** The ID of a person or of an API key. */
  who?: string | undefined;
  ip?: string | undefined;
  code?: string | undefined;
};

type Asked = {
  filter: WatchedFilter;
  behind?: { at: string; id: string } | undefined;
  limit: number;
};

/** The actions that the index of watched entries has. */
const WATCHED = sql`
  ('person.signed_in', 'person.sign_in_failed', 'api_key.sign_in_failed', 'request.refused')`;

/** Returns the entries of all companies with these actions, the newest first. */
export function selectWatched(
  db: Queryable,
  { filter, behind, limit }: Asked,
): Promise<WatchedEntry[]> {
  const { range, organizationId = null, who = null, ip = null, code = null } = filter;
  return db.rows<WatchedEntry>(sql`
    select l.id, l.at, l.organization_id as "organizationId", o.name as "organizationName",
      l.account_id as "accountId", l.actor_kind as "actorKind", l.actor_id as "actorId",
      l.actor_name as "actorName", l.action, l.target, p.name as "targetName", l.after,
      l.remote_address as "remoteAddress", l.request_id as "requestId"
    from audit_log l
    join organizations o on o.id = l.organization_id
    left join people p on p.id::text = l.target and l.action like 'person.%'
    where l.action in ${WATCHED}
      and l.action = any (${filter.actions}::text[])
      and l.at >= ${range.from ?? '-infinity'}::timestamptz
      and l.at < ${range.before ?? 'infinity'}::timestamptz
      and (${organizationId}::uuid is null or l.organization_id = ${organizationId}::uuid)
      and (${who}::text is null or ${who} in (l.actor_id, l.target))
      and (${ip}::text is null or l.remote_address = ${ip})
      and (${code}::text is null or ${code} in (l.after ->> 'code', l.after ->> 'reason'))
      and (${behind?.at ?? null}::timestamptz is null
        or (l.at, l.id) < (${behind?.at ?? null}::timestamptz, ${behind?.id ?? null}::uuid))
    order by l.at desc, l.id desc
    limit ${limit}`);
}
