import { type Queryable, sql } from '../../platform/db/database.ts';
import type { OnNode } from '../../platform/db/on-node.ts';
import { readAcross } from '../../platform/db/read-across.ts';

/** `failed` is not tried again; `late` waits, five minutes after the event or longer. */
export const DELIVERY_STATES = ['failed', 'late'] as const;

/** A delivery of any account that did not arrive in time. */
export type TroubledDelivery = {
  accountId: string;
  mode: 'live' | 'sandbox';
  organizationId: string;
  organizationName: string;
  id: string;
  event: string;
  url: string;
  state: (typeof DELIVERY_STATES)[number];
  createdAt: Date;
  nextAttemptAt: Date | null;
  attempts: number;
  lastError: string | null;
};

type Asked = {
  state?: string | undefined;
  organizationId?: string | undefined;
  below?: string | undefined;
  limit: number;
};

/**
 * Returns late and failed deliveries of all accounts with endpoints, the newest first, with an ID
 * below `below`. Each account is read by its partial indexes.
 */
export async function selectTroubledDeliveries(
  db: Queryable,
  asked: Asked,
): Promise<TroubledDelivery[]> {
  const found = await readAcross<TroubledDelivery>(db, {
    accounts: sql`select account_id from webhook_endpoints`,
    read: (onNode) => troubled(asked, onNode),
  });
  return found.sort((one, other) => (one.id < other.id ? 1 : -1)).slice(0, asked.limit);
}

function lastErrorOf(onNode: OnNode) {
  return sql`
      select w.error
      from webhook_attempts w
      where w.account_id = page.account_id
        ${onNode(sql`w.account_id`)}
        and w.delivery_id = page.id
      order by w.number desc
      limit 1`;
}

function troubled({ state, organizationId, below, limit }: Asked, onNode: OnNode) {
  return sql`
    with page as (
      select a.id as account_id, a.mode, o.id as organization_id, o.name, found.id, found.event,
        found.url, found.state, found.created_at, found.next_attempt_at, found.attempts
      from accounts a
      join organizations o on o.id = a.organization_id
      cross join lateral (
        (
          select d.id, d.event, d.url, 'failed' as state, d.created_at, d.next_attempt_at,
            d.attempts
          from webhook_deliveries d
          where d.account_id = a.id
            ${onNode(sql`d.account_id`)}
            and d.status = 'failed'
            and d.id < ${below ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'}::uuid
            and coalesce(${state ?? null}::text, 'failed') = 'failed'
          order by d.id desc
          limit ${limit}
        )
        union all
        (
          select d.id, d.event, d.url, 'late', d.created_at, d.next_attempt_at, d.attempts
          from webhook_deliveries d
          where d.account_id = a.id
            ${onNode(sql`d.account_id`)}
            and d.status = 'pending'
            and d.created_at < now() - interval '5 minutes'
            and d.id < ${below ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'}::uuid
            and coalesce(${state ?? null}::text, 'late') = 'late'
          order by d.id desc
          limit ${limit}
        )
      ) as found
      where exists (
          select 1 from webhook_endpoints e
          where e.account_id = a.id
            ${onNode(sql`e.account_id`)}
        )
        and (${organizationId ?? null}::uuid is null or o.id = ${organizationId ?? null}::uuid)
      order by found.id desc
      limit ${limit}
    )
    select page.account_id as "accountId", page.mode, page.organization_id as "organizationId",
      page.name as "organizationName", page.id, page.event, page.url, page.state,
      page.created_at as "createdAt",
      case when page.next_attempt_at = '-infinity' then page.created_at
        else page.next_attempt_at end as "nextAttemptAt",
      page.attempts, last.error as "lastError"
    from page
    left join lateral (${lastErrorOf(onNode)}) as last on true
    order by page.id desc`;
}
