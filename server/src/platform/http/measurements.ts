import { Gauge, Histogram } from 'prom-client';
import type { Metrics } from './metrics.ts';

export type Sample = { value: number; labels?: Record<string, string> };

export type GaugeOptions = {
  name: string;
  help: string;
  labelNames?: string[];
  /** Asked whenever the metrics are read; when it fails, the number is left out. */
  read: () => Sample[] | Promise<Sample[]>;
};

/** Shows numbers that something else keeps. */
export function showGauge({ registry }: Metrics, options: GaugeOptions): void {
  const { name, help, labelNames = [], read } = options;
  new Gauge({
    name,
    help,
    labelNames,
    registers: [registry],
    async collect() {
      this.reset();
      const samples = await Promise.resolve()
        .then(read)
        .catch(() => []);
      for (const { labels = {}, value } of samples) this.set(labels, value);
    },
  });
}

/** Counts values by size; gives the function that takes one. */
export function countSizes(
  { registry }: Metrics,
  options: { name: string; help: string; buckets: number[] },
): (size: number) => void {
  const sizes = new Histogram({ ...options, registers: [registry] });
  return (size) => sizes.observe(size);
}
