import '@mantine/charts/styles.layer.css';
import './chart.css';
import { AreaChart } from '@mantine/charts';

export type Point = { name: string; value: number; before?: number };
type Row = { name: string; value?: number; today?: number; before?: number };
const LABELS = 4;
/** A chart below this height counts as narrow, as does any chart on a phone. */
const SMALL_PX = 200;
const PHONE = '(max-width: 760px)';

/**
 * One figure over time, zero at the bottom, the period before as a thin line. What is not over yet
 * or only forecast is dotted: the last point, or all after another one.
 */
export function TimeChart({
  points,
  label,
  before,
  show,
  height = 232,
  dottedFrom = points.length - 2,
  threshold,
}: {
  points: Point[];
  label: string;
  before: string;
  show: (value: number) => string;
  height?: number;
  dottedFrom?: number;
  threshold?: { value: number; label: string };
}) {
  const last = points.length - 1;
  const rows = points.map(({ name, value, before: earlier }, index): Row => {
    const rounded = Math.round(value * 100) / 100;
    return {
      name,
      ...(index <= dottedFrom && { value: rounded }),
      ...(index >= dottedFrom && { today: rounded }),
      before: earlier,
    };
  });
  const hasBefore = points.some((point) => point.before);
  const isNarrow = height < SMALL_PX || matchMedia(PHONE).matches;
  const step = Math.max(1, Math.round(last / (isNarrow ? LABELS / 2 : LABELS)));
  const ticks = rows
    .filter((_, index) => index === last || (index % step === 0 && last - index >= step * 1.2))
    .map(({ name }) => name);
  return (
    <AreaChart
      h={height}
      data={rows}
      dataKey="name"
      series={[
        ...(hasBefore ? [{ name: 'before', label: before, color: 'var(--chart-before)' }] : []),
        { name: 'value', label, color: 'var(--accent-line)' },
        { name: 'today', label, color: 'var(--accent-line)' },
      ]}
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
      tooltipProps={{ content: ({ label: name, payload }) => <Tip {...{ name, payload, show }} /> }}
      yAxisProps={{
        orientation: 'right',
        width: 60,
        tickCount: 5,
        tickMargin: 8,
        axisLine: false,
      }}
      xAxisProps={{
        ticks,
        interval: 0,
        axisLine: { stroke: 'var(--line-strong)' },
        height: 28,
        tick: (props: TickProps) => <Tick {...props} last={ticks.length - 1} />,
      }}
      {...(threshold && {
        referenceLines: [
          {
            y: threshold.value,
            label: threshold.label,
            color: 'var(--wait)',
            labelPosition: 'insideTopLeft' as const,
            strokeDasharray: '4 3',
          },
        ],
      })}
      areaChartProps={{
        margin: { left: 0, right: 0, top: 12, bottom: 0 },
        accessibilityLayer: true,
      }}
      areaProps={({ name }) => ({
        isAnimationActive: false,
        ...(name === 'today' && { strokeDasharray: '2 4' }),
        ...(name === 'before' && { strokeWidth: 1, fillOpacity: 0 }),
      })}
    />
  );
}

type TickProps = {
  x: number | string;
  y: number | string;
  index: number;
  payload: { value: string };
};

/** Keeps the first and last label within the chart. */
function Tick({ x, y, index, payload, last }: TickProps & { last: number }) {
  const anchor = index === 0 ? 'start' : index === last ? 'end' : 'middle';
  return (
    <text x={x} y={Number(y) + 12} textAnchor={anchor} fill="var(--text-3)">
      {payload.value}
    </text>
  );
}

type TipProps = {
  name: unknown;
  payload?: readonly { dataKey?: unknown; value?: unknown; name?: unknown }[];
  show: (value: number) => string;
};

function Tip({ name, payload = [], show }: TipProps) {
  const known = payload.filter(
    ({ dataKey }, index) =>
      dataKey !== 'today' ||
      !payload.some((other, at) => at !== index && other.dataKey === 'value'),
  );
  return (
    <div className="chart-tip">
      <p className="t3">{String(name)}</p>
      {known.map(({ dataKey, value }) => (
        <p key={String(dataKey)} className={dataKey === 'before' ? 't2' : 'strong'}>
          {show(Number(value))}
        </p>
      ))}
    </div>
  );
}
