import type { ReactNode } from 'react';

const HOLE = 'var(--surface)';

/** The shape of each state. Colour adds the kind of state and never stands alone. */
const SHAPES = {
  done: ['ok', <circle key="a" cx="6" cy="6" r="4.5" fill="currentColor" />],
  good: [
    'ok',
    <g key="a">
      <circle cx="6" cy="6" r="5.5" fill="currentColor" />
      <path d="M3.5 6.2l1.7 1.7 3.3-3.6" {...line(HOLE, 1.5)} />
    </g>,
  ],
  waiting: [
    'wait',
    <g key="a">
      <circle cx="6" cy="6" r="4" {...line('currentColor', 1.5)} />
      <path d="M6 2a4 4 0 0 1 0 8z" fill="currentColor" />
    </g>,
  ],
  warning: [
    'wait',
    <g key="a">
      <path d="M6 1.2 11.3 10.5H.7z" fill="currentColor" stroke="currentColor" />
      <path d="M6 4.6v2.8M6 9h.01" {...line(HOLE, 1.3)} />
    </g>,
  ],
  failed: [
    'bad',
    <g key="a">
      <rect x="1.5" y="1.5" width="9" height="9" rx="1.5" fill="currentColor" />
      <path d="M4.2 4.2l3.6 3.6M7.8 4.2l-3.6 3.6" {...line(HOLE, 1.4)} />
    </g>,
  ],
  news: [
    'info',
    <g key="a">
      <circle cx="6" cy="6" r="4.5" {...line('currentColor', 1.5)} />
      <circle cx="6" cy="6" r="1.75" fill="currentColor" />
    </g>,
  ],
  over: [
    'over',
    <g key="a">
      <circle cx="6" cy="6" r="4" {...line('currentColor', 1.5)} />
      <path d="M3.8 6h4.4" {...line('currentColor', 1.5)} />
    </g>,
  ],
  back: [
    'over',
    <path
      key="a"
      d="M4.8 2.4 2.2 5l2.6 2.6M2.4 5h4.4a2.4 2.4 0 0 1 0 4.8H5"
      {...line('currentColor', 1.4)}
    />,
  ],
  unknown: [
    'over',
    <circle key="a" cx="6" cy="6" r="4" {...line('currentColor', 1.5)} strokeDasharray="2.1 2.1" />,
  ],
  fact: ['over', <circle key="a" cx="6" cy="6" r="2.5" fill="currentColor" />],
} as const;

export type Shape = keyof typeof SHAPES;

export function StateShape({ shape }: { shape: Shape }) {
  const [tone, drawing] = SHAPES[shape];
  return (
    <svg className={tone} width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      {drawing}
    </svg>
  );
}

/** A state: a small coloured shape and a word. */
export function State({ shape, children }: { shape: Shape; children: ReactNode }) {
  const isOver = shape === 'over' || shape === 'back' || shape === 'unknown';
  return (
    <span className={isOver ? 'st is-over' : 'st'}>
      <StateShape shape={shape} />
      {children}
    </span>
  );
}

function line(stroke: string, strokeWidth: number) {
  return {
    fill: 'none',
    stroke,
    strokeWidth,
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
  } as const;
}
