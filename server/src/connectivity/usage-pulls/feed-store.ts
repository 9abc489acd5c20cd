import { type Queryable, sql } from '../../platform/db/database.ts';
import type { PullFeed } from './usage-pull.ts';

/** Notes that a supplier was asked and answered. */
export async function markAnswered(
  db: Queryable,
  { carrier, at }: { carrier: string; at: Date },
): Promise<void> {
  await db.run(sql`
    insert into usage_pull_feeds (carrier, asked_at, answered_at)
    values (${carrier}, ${at}, ${at})
    on conflict (carrier) do update
    set asked_at = ${at}, answered_at = ${at}, paused_until = null, failures = 0, detail = null`);
}

/** Notes that a supplier did not answer, or had too much. Returns how often in a row. */
export async function markUnanswered(
  db: Queryable,
  { carrier, at, detail }: { carrier: string; at: Date; detail: string },
): Promise<number> {
  const row = await db.row<{ failures: number }>(sql`
    insert into usage_pull_feeds as feed (carrier, asked_at, failures, detail)
    values (${carrier}, ${at}, 1, ${detail})
    on conflict (carrier) do update
    set asked_at = ${at}, failures = feed.failures + 1, detail = ${detail}
    returning failures`);
  return row?.failures ?? 1;
}

/** Asks a supplier nothing for some time. */
export async function pauseFeed(
  db: Queryable,
  { carrier, inMs }: { carrier: string; inMs: number },
): Promise<void> {
  await db.run(sql`
    update usage_pull_feeds
    set paused_until = now() + ${Math.round(inMs)} * interval '1 millisecond'
    where carrier = ${carrier}`);
}

/** Returns how the questions to suppliers go, by name. */
export function listPullFeeds(db: Queryable): Promise<PullFeed[]> {
  return db.rows<PullFeed>(sql`
    select carrier, coalesce(pulls.esims, 0) as esims, coalesce(pulls.waiting, 0) as waiting,
      feed.asked_at as "askedAt", feed.answered_at as "answeredAt",
      case when feed.paused_until > now() then feed.paused_until end as "pausedUntil",
      coalesce(feed.failures, 0) as failures, feed.detail
    from usage_pull_feeds as feed
    full join (
      select carrier, count(*)::int as esims,
        count(*) filter (where next_at <= now())::int as waiting
      from usage_pulls
      where next_at is not null
      group by carrier
    ) as pulls using (carrier)
    order by carrier`);
}
