import '@mantine/charts/styles.layer.css';
import { AreaChart } from '@mantine/charts';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import type { Figure } from './home.tsx';
import type { Day } from './use-days.ts';
import { homeWords } from './words.ts';

/** The last 30 days of one figure, zero at the bottom; the same numbers as a table one key away. */
export default function DayChart({
  days,
  figure,
  label,
}: {
  days: Day[];
  figure: Figure;
  label: string;
}) {
  const words = useWords(homeWords);
  const format = useFormat();
  const [isTable, setTable] = useState(false);
  const isMoney = figure === 'revenue' || figure === 'margin';
  const show = (value: number) =>
    isMoney ? format.amount({ priceValue: value }) : format.number(value);
  const data = days.map((day, index) => ({
    name: index === days.length - 1 ? words.today : format.shortDay(day.date),
    value: Math.round(day[figure] * 100) / 100,
  }));
  return (
    <>
      {isTable ? (
        <div className="chart-table">
          <table className="tbl plain" aria-label={label}>
            <thead>
              <tr>
                <th>{words.day}</th>
                <th className="r">{label}</th>
              </tr>
            </thead>
            <tbody>
              {data.toReversed().map(({ name, value }) => (
                <tr key={name}>
                  <td>{name}</td>
                  <td className="r">{show(value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <AreaChart
          h={232}
          data={data}
          dataKey="name"
          series={[{ name: 'value', label, color: 'var(--accent-line)' }]}
          curveType="linear"
          withDots={false}
          withGradient={false}
          fillOpacity={0.07}
          strokeWidth={2}
          gridAxis="x"
          strokeDasharray="0"
          gridColor="var(--line)"
          textColor="var(--text-3)"
          tickLine="none"
          valueFormatter={show}
          yAxisProps={{ orientation: 'right', width: 64, tickCount: 5, axisLine: false }}
          xAxisProps={{ interval: 6, axisLine: { stroke: 'var(--line-strong)' }, height: 28 }}
          areaChartProps={{
            margin: { left: 0, right: 0, top: 12, bottom: 0 },
            accessibilityLayer: true,
          }}
          areaProps={{ isAnimationActive: false }}
        />
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
