import { Counter, Gauge, Histogram } from 'prom-client';
import type { Metrics } from './metrics.ts';

export type Sample = { value: number; labels?: Record<string, string> };

export type GaugeOptions = {
  name: string;
  help: string;
  labelNames?: string[];
  /** Called whenever the metrics are read. If it fails, the number is left out. */
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

/** Counts what happens, by labels; returns the function that counts one, or several at once. */
export function countBy<Label extends string>(
  { registry }: Metrics,
  options: { name: string; help: string; labelNames: Label[] },
): (labels: Record<Label, string>, count?: number) => void {
  const counter = new Counter({ ...options, registers: [registry] });
  return (labels, count = 1) => counter.inc(labels, count);
}

/** Times what happens, by labels; returns the function that takes one duration in seconds. */
export function timeBy<Label extends string>(
  { registry }: Metrics,
  options: { name: string; help: string; labelNames: Label[]; buckets: number[] },
): (labels: Record<Label, string>, seconds: number) => void {
  const durations = new Histogram({ ...options, registers: [registry] });
  return (labels, seconds) => durations.observe(labels, seconds);
}
