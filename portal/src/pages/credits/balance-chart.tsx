import { lazy, Suspense } from 'react';
import type { Schemas } from '../../api/client.ts';
import { notCsv } from '../../api/not-csv.ts';
import { useApi } from '../../api/use-api.tsx';
import type { Dates } from '../../parts/filters/period.ts';
import { useNow } from '../../session/clock.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { dayOf, useZone } from '../../words/zone.ts';
import { creditWords } from './words.ts';

const DayChart = lazy(() => import('../../parts/chart/day-chart.tsx'));

/** The balance at the end of each day of a period. */
export function BalanceChart({ dates }: { dates: Dates }) {
  const words = useWords(creditWords);
  const format = useFormat();
  const zone = useZone();
  const now = useNow();
  const query = { ...dates, time_zone: zone };
  const { data } = useApi().queries.useQuery(
    'get',
    '/gigastore/credits/balance-history',
    { params: { query } },
    {
      placeholderData: (before) => before,
      select: (answer) => notCsv(answer as Schemas['BalanceHistory'] | string).items,
    },
  );
  return (
    <section className="balance-chart report-chart" aria-label={words.balanceOverTime}>
      <h2 className="s13">{words.balanceOverTime}</h2>
      <Suspense>
        {data && (
          <DayChart
            label={words.balance}
            before=""
            isOpen={dates.to >= dayOf(now, zone)}
            show={(value) => format.amount({ priceValue: value })}
            points={data.map(({ date, closingBalance }) => ({
              name: format.shortDay(date),
              value: closingBalance.priceValue,
            }))}
          />
        )}
      </Suspense>
    </section>
  );
}
