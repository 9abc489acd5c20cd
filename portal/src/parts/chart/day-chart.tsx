import '@mantine/charts/styles.layer.css';
import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useState } from 'react';
import { useWords, type Words } from '../../words/language.tsx';
import { type Point, TimeChart } from './time-chart.tsx';

const en = { table: 'Table', chart: 'Chart', day: 'From' };
const de: typeof en = { table: 'Tabelle', chart: 'Diagramm', day: 'Ab' };
const chartWords: Words<typeof en> = { en, de };

type Props = {
  points: Point[];
  label: string;
  /** The name of the thin line; '' without one. */
  before: string;
  /** Whether the last point is not over, and dotted; otherwise all of it is past. */
  isOpen?: boolean;
  show: (value: number) => string;
};

/** One figure over time. A button or the key T shows the same numbers as a table. */
export default function DayChart({ points, label, before, isOpen = true, show }: Props) {
  const words = useWords(chartWords);
  const dottedFrom = points.length - (isOpen ? 2 : 1);
  const [isTable, setTable] = useState(false);
  useHotkeys([['t', () => setTable((was) => !was)]]);
  return (
    <>
      {isTable ? (
        <section className="chart-table" aria-label={label}>
          <table className="tbl plain" aria-label={label}>
            <thead>
              <tr>
                <th>{words.day}</th>
                <th className="r">{label}</th>
                {before && <th className="r">{before}</th>}
              </tr>
            </thead>
            <tbody>
              {points.toReversed().map(({ name, value, before: earlier }) => (
                <tr key={name}>
                  <td>{name}</td>
                  <td className="r">{show(value)}</td>
                  {before && <td className="r t3">{earlier === undefined ? '' : show(earlier)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        <TimeChart {...{ points, label, before, show, dottedFrom }} />
      )}
      <Button
        size="xs"
        variant="subtle"
        className="chart-switch"
        aria-keyshortcuts="t"
        onClick={() => setTable(!isTable)}
      >
        {isTable ? words.chart : words.table}
      </Button>
    </>
  );
}
