import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { notCsv } from '../../api/not-csv.ts';
import { useApi } from '../../api/use-api.tsx';
import { Flag } from '../../parts/flag.tsx';
import { Reading } from '../../parts/loading.tsx';
import { Section } from '../../parts/page.tsx';
import { useNow } from '../../session/clock.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { dayOf } from '../../words/zone.ts';
import { customerWords } from './words.ts';

const UsageChart = lazy(() => import('./usage-chart.tsx'));
const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS = 30;

/** Usage of the last 30 days by day and by country. */
export function Usage({ uid }: { uid: string }) {
  const { usage: words } = useWords(customerWords);
  const format = useFormat();
  const now = useNow();
  const [isTable, setTable] = useState(false);
  const days = daysUntil(now);
  const { data, error, refetch } = useApi().queries.useQuery(
    'get',
    '/gigastore/customers/{uid}/usage',
    { params: { path: { uid }, query: { from: days[0] } } },
  );
  const items = data ? notCsv(data).items : [];
  const total = items.reduce((sum, { bytes }) => sum + bytes, 0);
  const points = days.map((day) => ({
    day,
    bytes: items.filter((one) => one.day === day).reduce((sum, { bytes }) => sum + bytes, 0),
  }));
  return (
    <Section
      title={words.title}
      count={data && total > 0 ? words.total(format.bytes(total)) : undefined}
      actions={
        total > 0 && (
          <Button size="xs" variant="subtle" onClick={() => setTable(!isTable)}>
            {isTable ? words.chart : words.table}
          </Button>
        )
      }
    >
      <Reading data={data} error={error} refetch={refetch} rows={3} />
      {data && total === 0 && <p className="t2 s13 pad-top">{words.none}</p>}
      {total > 0 && !isTable && (
        <>
          <div className="usage-chart">
            <Suspense>
              <UsageChart points={points} label={words.title} />
            </Suspense>
          </div>
          <ul className="usage-countries s13" aria-label={words.countries}>
            {byCountry(items).map(([country, bytes]) => (
              <li key={country} className="pk">
                <Flag of={country} />
                <span>
                  {format.country(country)} <span className="t2">{format.bytes(bytes)}</span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {total > 0 && isTable && (
        <table className="tbl plain" aria-label={words.title}>
          <thead>
            <tr>
              <th>{words.day}</th>
              <th>{words.country}</th>
              <th className="r">{words.used}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ day, country, bytes }) => (
              <tr key={`${day} ${country}`}>
                <td>{format.date(day)}</td>
                <td>
                  <span className="pk">
                    <Flag of={country} />
                    <span>{format.country(country)}</span>
                  </span>
                </td>
                <td className="r">{format.bytes(bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

/** The API counts usage by days in UTC. */
function daysUntil(now: number): string[] {
  const at = (index: number) => now - (DAYS - 1 - index) * DAY_MS;
  return Array.from({ length: DAYS }, (_, index) => dayOf(at(index), 'UTC'));
}

function byCountry(items: { country: string; bytes: number }[]): [string, number][] {
  const sums = new Map<string, number>();
  for (const { country, bytes } of items) sums.set(country, (sums.get(country) ?? 0) + bytes);
  return [...sums].sort(([, a], [, b]) => b - a);
}
