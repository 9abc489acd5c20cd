import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { Schemas } from '../../api/client.ts';
import { FigureTabs } from '../../parts/figure-tabs.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { byDay, type ReportQuery } from '../use-report.ts';
import { salesWords } from './words.ts';

const DayChart = lazy(() => import('../../parts/chart/day-chart.tsx'));
const FIGURES = ['revenue', 'margin', 'sold', 'refunded'] as const;
type Figure = (typeof FIGURES)[number];
type Report = Schemas['SalesReport'];
type Sums = Report['totals'];

const toNumber = (of: Pick<Sums, Figure>, figure: Figure) => {
  const value = of[figure];
  return typeof value === 'number' ? value : value.priceValue;
};

/** Without a known cost there is no margin to show. */
const isUnknown = ({ sold, unitsWithoutCost }: Sums) => sold > 0 && unitsWithoutCost >= sold;

type Props = {
  report?: Report;
  query: ReportQuery;
  shown?: string;
  show: (figure: string) => void;
};

/** The totals of a report; the selected one is charted by day. */
export function Figures({ report, query, shown, show }: Props) {
  const words = useWords(salesWords);
  const format = useFormat();
  const figure = FIGURES.find((one) => one === shown) ?? 'revenue';
  const isMoney = (one: Figure) => one === 'revenue' || one === 'margin';
  const written = (one: Figure, value: number) =>
    isMoney(one) ? format.amount({ priceValue: value }) : format.number(value);
  const totals = report?.totals;
  const shownValue = (id: Figure, sums: Sums) => {
    if (id === 'margin' && isUnknown(sums)) return words.unknown;
    const atMost = id === 'margin' && sums.unitsWithoutCost > 0 ? '≤ ' : '';
    return `${atMost}${written(id, toNumber(sums, id))}`;
  };
  return (
    <section className="perf" aria-label={words.inPeriod}>
      <FigureTabs
        label={words.inPeriod}
        className="metrics"
        controls="sales-days"
        shown={figure}
        show={show}
        figures={FIGURES.map((id) => ({
          id,
          name: words.figures[id],
          value: totals ? shownValue(id, totals) : '…',
          isMoney: isMoney(id) && !(id === 'margin' && totals && isUnknown(totals)),
          note:
            id === 'sold' && totals && totals.fromStock > 0
              ? words.fromStock(format.number(totals.fromStock))
              : words.days,
        }))}
      />
      {totals && totals.unitsWithoutCost > 0 && !isUnknown(totals) && (
        <Notice
          tone="wait"
          title={words.unitsWithoutCost(
            totals.unitsWithoutCost,
            format.number(totals.unitsWithoutCost),
          )}
        >
          <Link className="link" to="/$mode/plans" params={{ mode: 'operator' }}>
            {words.unknownCosts}
          </Link>
        </Notice>
      )}
      <div
        id="sales-days"
        role="tabpanel"
        className="chart-space"
        aria-label={words.figures[figure]}
      >
        <Suspense>
          {report && (
            <DayChart
              label={words.figures[figure]}
              before=""
              show={(value) => written(figure, value)}
              points={byDay(report.items, query, (row) => toNumber(row, figure)).map(
                ({ day, value }) => ({
                  name: format.shortDay(`${day}T12:00:00`),
                  value,
                  before: 0,
                }),
              )}
            />
          )}
        </Suspense>
      </div>
    </section>
  );
}
