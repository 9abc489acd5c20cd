import '@mantine/charts/styles.layer.css';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { TimeChart } from '../../parts/chart/time-chart.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import type { Figure } from './home.tsx';
import type { Days } from './use-days.ts';
import { homeWords } from './words.ts';

/** The last 30 days of one figure; the same numbers as a table one key away. */
export default function DayChart({
  days,
  figure,
  label,
}: {
  days: Days;
  figure: Figure;
  label: string;
}) {
  const words = useWords(homeWords);
  const format = useFormat();
  const [isTable, setTable] = useState(false);
  const isMoney = figure === 'revenue' || figure === 'margin';
  const show = (value: number) =>
    isMoney ? format.amount({ priceValue: value }) : format.number(value);
  const points = days.now.map((day, index) => ({
    name: index === days.now.length - 1 ? words.today : format.shortDay(day.date),
    value: day[figure],
    before: days.before[index]?.[figure] ?? 0,
  }));
  return (
    <>
      {isTable ? (
        <section className="chart-table" aria-label={label}>
          <table className="tbl plain" aria-label={label}>
            <thead>
              <tr>
                <th>{words.day}</th>
                <th className="r">{label}</th>
                <th className="r">{words.before}</th>
              </tr>
            </thead>
            <tbody>
              {points.toReversed().map(({ name, value, before }) => (
                <tr key={name}>
                  <td>{name}</td>
                  <td className="r">{show(value)}</td>
                  <td className="r t3">{show(before)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        <TimeChart points={points} label={label} before={words.before} show={show} />
      )}
      <Button
        size="xs"
        variant="subtle"
        className="chart-switch"
        onClick={() => setTable(!isTable)}
      >
        {isTable ? words.chart : words.table}
      </Button>
    </>
  );
}
