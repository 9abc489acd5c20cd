import { type Queryable, sql } from '../../platform/db/database.ts';

export const REPORT_PERIODS = ['day', 'week', 'month'] as const;

export type DeskReportAsked = {
  by: (typeof REPORT_PERIODS)[number];
  from: Date;
  before: Date;
  mode: 'live' | 'sandbox' | null;
  organizationId: string | null;
};

/** The tickets that were opened in a period, and the time to their first answers. */
export type DeskReportRow = {
  /** The first day of the period (UTC); null for the whole report. */
  day: string | null;
  opened: number;
  answered: number;
  /** The time to the first answer that half of the answered tickets did not exceed. */
  medianSeconds: number | null;
  /** The time that nine in ten did not exceed. */
  p90Seconds: number | null;
};

/** Returns a row for each period in which tickets were opened, and a last one for all of them. */
export function selectDeskReport(
  db: Queryable,
  { by, from, before, mode, organizationId }: DeskReportAsked,
): Promise<DeskReportRow[]> {
  return db.rows<DeskReportRow>(sql`
    with opened as (
      select date_trunc(${by}::text, ticket.created_at at time zone 'utc')::date as day,
        case when ticket.first_answered_at is not null then
          greatest(0, extract(epoch from ticket.first_answered_at - ticket.created_at))
        end as seconds
      from tickets as ticket
      join accounts as account on account.id = ticket.account_id
      where ticket.created_at >= ${from}
        and ticket.created_at < ${before}
        and (${mode}::text is null or account.mode = ${mode})
        and (${organizationId}::uuid is null or account.organization_id = ${organizationId}::uuid)
    )
    select day::text as day, count(*)::integer as opened, count(seconds)::integer as answered,
      round(percentile_cont(0.5) within group (order by seconds))::integer as "medianSeconds",
      round(percentile_cont(0.9) within group (order by seconds))::integer as "p90Seconds"
    from opened
    group by grouping sets ((day), ())
    order by day nulls last`);
}
