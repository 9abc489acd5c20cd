import { percentiles } from './load.ts';
import type { Row } from './row.ts';

/** Returns the row of requests that were sent one after the other, held against a p95. */
export function latencyRow(scenario: string, latencies: number[], goalP95Ms: number): Row {
  const { p50Ms, p95Ms, p99Ms } = percentiles(latencies);
  const total = latencies.reduce((sum, one) => sum + one, 0);
  return {
    scenario,
    rate: (1000 * latencies.length) / total,
    p50Ms,
    p99Ms,
    yardstick: `p95 ${p95Ms.toFixed(1)} ms`,
    ratio: null,
    goal: `p95 ≤ ${goalP95Ms} ms`,
    isMet: p95Ms <= goalP95Ms,
  };
}
