import { type Queryable, sql } from '../../platform/db/database.ts';
import type { OnNode } from '../../platform/db/on-node.ts';
import { readAcross } from '../../platform/db/read-across.ts';

/** `failing` has failed every attempt for some time, `disabled` was given up by the platform. */
export const ENDPOINT_STATES = ['failing', 'disabled'] as const;
type EndpointState = (typeof ENDPOINT_STATES)[number];

/** An endpoint of any account that receives nothing. */
export type TroubledEndpoint = {
  accountId: string;
  mode: 'live' | 'sandbox';
  organizationId: string;
  organizationName: string;
  event: string;
  url: string;
  state: EndpointState;
  since: Date;
  /** What was wrong with the last attempt that failed; null if its record is gone. */
  lastError: string | null;
  disabledReason: string | null;
  /** Deliveries that wait or have failed, counted up to 1,000. */
  undelivered: number;
};

type Asked = {
  state?: string | undefined;
  organizationId?: string | undefined;
  behind?: { since: Date; accountId: string; event: string } | undefined;
  limit: number;
};

/** The endpoints that receive nothing, and since when. */
const TROUBLED = sql`
      select e.account_id, e.event, e.url, e.disabled_reason,
        case when e.disabled_at is null then 'failing' else 'disabled' end as state,
        date_trunc('milliseconds', coalesce(e.disabled_at, e.failing_since)) as since
      from webhook_endpoints e
      where (e.disabled_at is not null or e.enabled and e.failing_since is not null)`;

/** Returns failing and disabled endpoints of all accounts, those that failed last first. */
export async function selectTroubledEndpoints(
  db: Queryable,
  asked: Asked,
): Promise<TroubledEndpoint[]> {
  const found = await readAcross<TroubledEndpoint>(db, {
    accounts: TROUBLED,
    read: (onNode) => troubled(asked, onNode),
  });
  return found.sort(lastFirst).slice(0, asked.limit);
}

function lastFirst(one: TroubledEndpoint, other: TroubledEndpoint): number {
  const apart = other.since.getTime() - one.since.getTime();
  if (apart !== 0) return apart;
  return keyOf(one) < keyOf(other) ? 1 : -1;
}

const keyOf = ({ accountId, event }: TroubledEndpoint) => `${accountId} ${event}`;

function troubled({ state, organizationId, behind, limit }: Asked, onNode: OnNode) {
  return sql`
    with troubled as (${TROUBLED}
        ${onNode(sql`e.account_id`)}
    ), page as (
      select t.account_id, t.event, t.url, t.disabled_reason, t.state, t.since, a.mode,
        o.id as organization_id, o.name
      from troubled t
      join accounts a on a.id = t.account_id
      join organizations o on o.id = a.organization_id
      where (${state ?? null}::text is null or t.state = ${state ?? null})
        and (${organizationId ?? null}::uuid is null or o.id = ${organizationId ?? null}::uuid)
        and (${behind?.since ?? null}::timestamptz is null
          or (t.since, t.account_id, t.event) < (${behind?.since ?? null}::timestamptz,
            ${behind?.accountId ?? null}::uuid, ${behind?.event ?? null}::text))
      order by t.since desc, t.account_id desc, t.event desc
      limit ${limit}
    )
    select page.account_id as "accountId", page.mode, page.organization_id as "organizationId",
      page.name as "organizationName", page.event, page.url, page.state, page.since,
      page.disabled_reason as "disabledReason", last.error as "lastError",
      coalesce(waiting.count, 0) as undelivered
    from page
    left join lateral (
      select (
        select w.error
        from webhook_attempts w
        where w.account_id = d.account_id
          ${onNode(sql`w.account_id`)}
          and w.delivery_id = d.id
          and w.error is not null
        order by w.number desc
        limit 1
      ) as error
      from webhook_deliveries d
      where d.account_id = page.account_id
        ${onNode(sql`d.account_id`)}
        and d.event = page.event
        and d.status <> 'delivered'
        and d.attempts > 0
      order by d.id desc
      limit 1
    ) as last on true
    left join lateral (
      select count(*)::integer as count
      from (
        select
        from webhook_deliveries d
        where d.account_id = page.account_id
          ${onNode(sql`d.account_id`)}
          and d.event = page.event
          and d.status <> 'delivered'
        limit 1000
      ) as counted
    ) as waiting on true
    order by page.since desc, page.account_id desc, page.event desc`;
}
