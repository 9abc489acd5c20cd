import '@mantine/charts/styles.layer.css';
import '../../parts/chart/chart.css';
import { BarChart } from '@mantine/charts';
import { useFormat } from '../../words/format.ts';

/** A bar for each day, with the number in a tooltip and in a table (key T). */
export default function UsageChart({
  points,
  label,
}: {
  points: { day: string; bytes: number }[];
  label: string;
}) {
  const format = useFormat();
  const last = points.length - 1;
  const ticks = points.filter((_, index) => index % 7 === last % 7).map(({ day }) => day);
  return (
    <BarChart
      h={148}
      data={points}
      dataKey="day"
      series={[{ name: 'bytes', label, color: 'var(--accent-line)' }]}
      gridAxis="none"
      tickLine="none"
      withYAxis={false}
      textColor="var(--text-3)"
      valueFormatter={format.bytes}
      barProps={{ radius: [2, 2, 0, 0], isAnimationActive: false, maxBarSize: 22 }}
      xAxisProps={{
        ticks,
        interval: 0,
        tickFormatter: (day: string) => format.shortDay(day),
        axisLine: { stroke: 'var(--line-strong)' },
        padding: { left: 8, right: 8 },
        height: 24,
      }}
      tooltipProps={{
        content: ({ label: day, payload }) =>
          payload?.[0] ? (
            <div className="chart-tip">
              <p className="t3">{format.date(String(day))}</p>
              <p className="strong">{format.bytes(Number(payload[0].value))}</p>
            </div>
          ) : null,
      }}
      cursorFill="var(--hover)"
      barChartProps={{
        margin: { left: 0, right: 0, top: 12, bottom: 0 },
        accessibilityLayer: true,
      }}
    />
  );
}
