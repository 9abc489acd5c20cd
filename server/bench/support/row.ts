/** CPU time for each. */
export type Cpu = { serverMicros: number; databaseMicros: number };

/** One line of the table: what was measured, against what in the same run, and what was hoped. */
export type Row = {
  scenario: string;
  /** Per second; null where a rate means nothing. */
  rate: number | null;
  p50Ms: number | null;
  p99Ms: number | null;
  cpu?: Cpu;
  yardstick: string;
  /** The scenario's rate over its yardstick's; null without one. */
  ratio: number | null;
  goal: string;
  isMet: boolean;
};

const HEADINGS = [
  'scenario',
  'rate/s',
  'p50 ms',
  'p99 ms',
  'CPU µs',
  'ratio',
  'yardstick',
  'goal',
  '',
];

/** The rows as one Markdown table. */
export function printTable(rows: readonly Row[]): string {
  const lines = [HEADINGS, HEADINGS.map(() => '---'), ...rows.map(cells)];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function cells(row: Row): string[] {
  const { scenario, rate, p50Ms, p99Ms, ratio, yardstick, goal, isMet } = row;
  const cpu = row.cpu ? cpuText(row.cpu) : '';
  const numbers = [round(rate, 0), round(p50Ms, 1), round(p99Ms, 1), cpu, round(ratio, 2)];
  return [scenario, ...numbers, yardstick, goal, isMet ? 'met' : 'MISSED'];
}

/** Both of them, the server's first. */
export function cpuText({ serverMicros, databaseMicros }: Cpu): string {
  const parts = [serverMicros, databaseMicros].map((micros) => Math.round(micros));
  return parts[0] === 0 ? String(parts[1]) : parts.join(' + ');
}

function round(value: number | null, digits: number): string {
  return value === null ? '' : value.toLocaleString('en', { maximumFractionDigits: digits });
}
