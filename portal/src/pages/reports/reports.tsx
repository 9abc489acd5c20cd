import './reports.css';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { notCsv } from '../../api/not-csv.ts';
import { useApi } from '../../api/use-api.tsx';
import { saveBlob } from '../../parts/download.ts';
import { Empty } from '../../parts/empty.tsx';
import { FigureTabs } from '../../parts/figure-tabs.tsx';
import { datesBefore, datesOf, isPeriod, rangeOf } from '../../parts/filters/period.ts';
import { periodWords } from '../../parts/filters/period-words.ts';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { partWords } from '../../parts/words.ts';
import { useNow } from '../../session/clock.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { dayOf, useZone } from '../../words/zone.ts';
import { GroupTable } from './group-table.tsx';
import { GROUPS, INTERVALS } from './groups.ts';
import { Installations } from './installations.tsx';
import { ReportFilters } from './report-filters.tsx';
import { startsOf } from './starts.ts';
import { reportWords } from './words.ts';

const DayChart = lazy(() => import('../../parts/chart/day-chart.tsx'));
const route = getRouteApi('/$mode/reports');
const toReport = (answer: Schemas['AccountSalesReport'] | string) => notCsv(answer);
const FIGURES = ['retail', 'margin', 'sold', 'refunded'] as const;
type Figure = (typeof FIGURES)[number];
type Sums = Schemas['AccountSalesSums'];

/** Sales by time and by group, also as CSV. */
export function ReportsPage() {
  const words = useWords(reportWords);
  const periods = useWords(periodWords);
  const parts = useWords(partWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const format = useFormat();
  const { queries, calls } = useApi();
  const [saveError, setSaveError] = useState<unknown>();
  const period = isPeriod(search.period) ? search.period : '30d';
  const by = GROUPS.find((one) => one === search.by) ?? 'item';
  const interval = INTERVALS.find((one) => one === search.interval) ?? 'day';
  const now = useNow();
  const zone = useZone();
  const range = rangeOf(search.period);
  const some = {
    time_zone: zone,
    inventory_item_id: search.item,
    country_set: search.set,
    sales_channel: search.channel,
    client_id: search.key,
    metatag_prefix: search.metatag,
  };
  const dates = { ...(range ?? datesOf(period, { now, zone })), ...some };
  const earlier = { ...datesBefore(range ?? period, { now, zone }), ...some };
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (was) => ({ ...was, ...change }), replace: true, resetScroll: false });
  const kept = { placeholderData: keepPreviousData, select: toReport };
  const grouped = { ...dates, interval: 'total', group_by: by } as const;
  const byTime = queries.useQuery(
    'get',
    '/gigastore/reports/sales',
    { params: { query: { ...dates, interval } } },
    kept,
  );
  const before = queries.useQuery(
    'get',
    '/gigastore/reports/sales',
    { params: { query: { ...earlier, interval } } },
    kept,
  );
  const byGroup = queries.useQuery(
    'get',
    '/gigastore/reports/sales',
    { params: { query: grouped } },
    kept,
  );
  async function save() {
    const { data, error } = await calls.GET('/gigastore/reports/sales', {
      params: { query: { ...dates, interval, group_by: by } },
      headers: { Accept: 'text/csv' },
      parseAs: 'blob',
    });
    setSaveError(error);
    if (data) saveBlob(data, 'sales-report.csv');
  }
  const error = saveError ?? byTime.error ?? byGroup.error;
  const isEmpty = byTime.data?.totals.sold === 0 && byTime.data.totals.refunded === 0;
  return (
    <Page
      title={words.title}
      sub={range ? words.between(format.date(range.from), format.date(range.to)) : periods[period]}
      actions={
        <Button leftSection={<IconDownload size={16} stroke={1.5} />} onClick={() => void save()}>
          {parts.csv}
        </Button>
      }
    >
      <ReportFilters search={search} set={set} />
      <ErrorNotice error={error} retry={() => void byTime.refetch()} />
      {!byTime.data && !error && <Skeleton rows={10} />}
      {isEmpty && <Empty title={words.empty}>{words.emptyText}</Empty>}
      {byTime.data && !isEmpty && (
        <>
          <OverTime
            report={byTime.data}
            before={before.data}
            isOpen={dates.to >= dayOf(now, zone)}
            starts={startsOf(dates, interval)}
            startsBefore={startsOf(earlier, interval)}
          />
          {byGroup.data && <GroupTable lines={byGroup.data.items} by={by} />}
        </>
      )}
      <div className="report-installations">
        <Installations
          dates={{ from: dates.from, to: dates.to, time_zone: zone }}
          by={search.phones}
          onBy={(phones) => set({ phones })}
        />
      </div>
    </Page>
  );
}

type Report = Schemas['AccountSalesReport'];
type OverTimeProps = {
  report: Report;
  before?: Report;
  /** The first dates of all intervals of the period, including those without sales. */
  starts: string[];
  startsBefore: string[];
  /** Whether the last interval is not over. */
  isOpen: boolean;
};

function OverTime({ report, before, starts, startsBefore, isOpen }: OverTimeProps) {
  const { items, totals } = report;
  const words = useWords(reportWords);
  const format = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const shown = FIGURES.find((one) => one === search.show) ?? 'retail';
  const isMoney = shown === 'retail' || shown === 'margin';
  const show = (value: number) =>
    isMoney ? format.amount({ priceValue: value }) : format.number(value);
  const valueAt = (lines: Report['items'], date: string | undefined) => {
    const line = lines.find((one) => one.date === date);
    return line ? figureOf(shown, line) : 0;
  };
  return (
    <>
      <FigureTabs
        className="figures"
        label={words.title}
        controls="report-chart"
        figures={FIGURES.map((id) => ({
          id,
          name: words.figures[id],
          value: totalOf(id, totals, format),
          isMoney: id === 'retail' || id === 'margin',
          note: <Note figure={id} totals={totals} />,
        }))}
        shown={shown}
        show={(figure) =>
          void navigate({ search: (was) => ({ ...was, show: figure }), replace: true })
        }
      />
      <div
        id="report-chart"
        role="tabpanel"
        className="report-chart"
        aria-label={words.figures[shown]}
      >
        <Suspense>
          <DayChart
            label={words.figures[shown]}
            before={words.before}
            isOpen={isOpen}
            show={show}
            points={starts.map((date, index) => ({
              name:
                isOpen && index === starts.length - 1
                  ? words.unfinished(format.shortDay(date))
                  : format.shortDay(date),
              value: valueAt(items, date),
              before: valueAt(before?.items ?? [], startsBefore[index]),
            }))}
          />
        </Suspense>
      </div>
    </>
  );
}

function figureOf(figure: Figure, sums: Sums): number {
  const value = sums[figure];
  return typeof value === 'number' ? value : value.priceValue;
}

function totalOf(figure: Figure, sums: Sums, format: ReturnType<typeof useFormat>): string {
  const value = sums[figure];
  return typeof value === 'number' ? format.number(value) : format.amount(value);
}

function Note({ figure, totals }: { figure: Figure; totals: Sums }) {
  const words = useWords(reportWords);
  const format = useFormat();
  const { retail, margin, wholesale, activated, refundedAmount } = totals;
  if (figure === 'retail') return words.wholesaleOf(format.amount(wholesale));
  if (figure === 'margin') {
    const share = retail.priceValue > 0 ? margin.priceValue / retail.priceValue : 0;
    return words.marginOf(format.percent(share));
  }
  if (figure === 'sold') return words.activatedOf(format.number(activated));
  return words.refundsOf(format.amount(refundedAmount));
}
