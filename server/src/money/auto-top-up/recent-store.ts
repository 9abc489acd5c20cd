import { type Queryable, sql } from '../../platform/db/database.ts';

export type RecentTopUps = { state: 'pending' | 'paid' | 'declined'; attempts: number };

/** Returns the automatic top-ups that were attempted in the last day, by what became of them. */
export function readRecentTopUps(db: Queryable): Promise<RecentTopUps[]> {
  return db.rows<RecentTopUps>(sql`
    select states.state, count(attempt.account_id)::int as attempts
    from unnest(array['pending', 'paid', 'declined']) as states (state)
    left join auto_top_up_attempts as attempt on attempt.state = states.state
      and attempt.created_at > now() - interval '1 day'
    group by states.state`);
}
