import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { Schemas } from '../../api/client.ts';
import { notCsv } from '../../api/not-csv.ts';
import { useApi } from '../../api/use-api.tsx';
import { AS_CSV, CsvButton } from '../../parts/csv-button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { isPeriod, PERIODS } from '../../parts/filters/period.ts';
import { periodWords } from '../../parts/filters/period-words.ts';
import { SearchFilter } from '../../parts/filters/search-filter.tsx';
import { Reading } from '../../parts/loading.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { useResellers } from '../use-choices.ts';
import { utcPeriod } from '../utc-period.ts';
import { salesWords } from './words.ts';

const DayChart = lazy(() => import('../../parts/chart/day-chart.tsx'));
const route = getRouteApi('/$mode/sales-report');
const INTERVALS = ['day', 'week', 'month'] as const;
type Row = Schemas['DeskReportRow'];
type Sums = Schemas['DeskReportSums'];
const toReport = (answer: Schemas['DeskReport'] | string) => notCsv(answer);

/** Tickets and the time to their first answers, by period. */
export function DeskReport() {
  const words = useWords(salesWords);
  const periods = useWords(periodWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { queries, calls } = useApi();
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true, resetScroll: false });
  const period = isPeriod(search.period) ? search.period : '30d';
  const by = INTERVALS.find((one) => one === search.by) ?? 'week';
  const query = {
    ...utcPeriod(period, Date.now()),
    by,
    ...(search.reseller && { organization_id: search.reseller }),
  };
  const { data, error, refetch } = queries.useQuery(
    'get',
    '/operator/reports/tickets',
    { params: { query } },
    { select: toReport },
  );
  return (
    <>
      <div className="chips tab-head">
        <ChoiceFilter
          name={words.period}
          value={period}
          choices={PERIODS.map((value) => ({ value, label: periods[value] }))}
          onChange={(next) => set({ period: next })}
        />
        <ChoiceFilter
          name={words.by}
          value={by}
          choices={INTERVALS.map((value) => ({ value, label: words.intervals[value] }))}
          onChange={(next) => set({ by: next })}
        />
        <SearchFilter
          name={words.reseller}
          value={search.reseller}
          choices={useResellers()}
          onChange={(next) => set({ reseller: next })}
        />
        <CsvButton
          name={`tickets-${query.from}-${query.to}`}
          load={() => calls.GET('/operator/reports/tickets', { params: { query }, ...AS_CSV })}
        />
      </div>
      <Reading data={data} error={error} refetch={refetch} rows={8} />
      {data?.items.length === 0 && <Empty title={words.noTickets}>{words.emptyText}</Empty>}
      {data && data.items.length > 0 && <Answers rows={data.items} totals={data.totals} />}
    </>
  );
}

function Answers({ rows, totals }: { rows: Row[]; totals: Sums }) {
  const words = useWords(salesWords);
  const format = useFormat();
  const cells = (sums: Sums) => (
    <>
      <td className="r num">{format.number(sums.opened)}</td>
      <td className="r num desk t2">{format.number(sums.answered)}</td>
      <td className="r num">{spanOf(sums.medianSeconds)}</td>
      <td className="r num">{spanOf(sums.p90Seconds)}</td>
    </>
  );
  const spanOf = (seconds: number | null) =>
    seconds === null ? words.noAnswer : format.span(seconds);
  return (
    <>
      <div className="chart-space">
        <Suspense>
          <DayChart
            label={words.median}
            before={words.p90}
            show={(value) => format.span(value)}
            points={rows.map(({ day, medianSeconds, p90Seconds }) => ({
              name: format.shortDay(day),
              value: medianSeconds ?? 0,
              before: p90Seconds ?? 0,
            }))}
          />
        </Suspense>
      </div>
      <table className="tbl plain" aria-label={words.tabs.tickets}>
        <thead>
          <tr>
            <th>{words.from}</th>
            <th className="r">{words.opened}</th>
            <th className="r desk">{words.answered}</th>
            <th className="r">{words.median}</th>
            <th className="r">{words.p90}</th>
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map((row) => (
            <tr key={row.day}>
              <td>{format.date(row.day)}</td>
              {cells(row)}
            </tr>
          ))}
          <tr className="strong">
            <td>{words.total}</td>
            {cells(totals)}
          </tr>
        </tbody>
      </table>
    </>
  );
}
