import type { Schemas } from '../api/client.ts';
import { notCsv } from '../api/not-csv.ts';
import { useQueries } from '../api/use-api.tsx';

type Row = Schemas['SalesReportRow'];
export type ReportMode = 'live' | 'sandbox' | 'all';
export type ReportQuery = {
  from: string;
  to: string;
  mode: ReportMode;
  organization_id?: string;
};
const DAY_MS = 24 * 60 * 60 * 1000;
const SAMPLE_LIVE = 'live';

/** Queries the sales of all resellers, or of one, in a period of UTC days. */
export function useReport(query: ReportQuery) {
  const found = useQueries().useQuery('get', '/operator/reports/sales', { params: { query } });
  return { ...found, report: found.data === undefined ? undefined : notCsv(found.data) };
}

/** Returns the mode that this installation sells in: sandbox or live. */
export function useOwnMode(): ReportMode {
  const { data } = useQueries().useQuery('get', '/auth/sign-in-options');
  return data?.mode ?? SAMPLE_LIVE;
}

/** Returns the UTC date of a time, as `2026-11-29`. */
export function utcDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Returns one figure for each day of a period; 0 for days without sales. */
export function byDay(
  rows: readonly Row[],
  { from, to }: Pick<ReportQuery, 'from' | 'to'>,
  figure: (row: Row) => number,
): { day: string; value: number }[] {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(row.day, (sums.get(row.day) ?? 0) + figure(row));
  const days: { day: string; value: number }[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS) {
    const day = utcDay(at);
    days.push({ day, value: sums.get(day) ?? 0 });
  }
  return days;
}
