import type { Config } from '../platform/config/config.ts';
import type { Metrics } from '../platform/http/metrics.ts';
import { type MetricsServer, serveMetrics } from '../platform/http/metrics-server.ts';

/** Serves `/metrics` on a port of its own. Returns undefined if none is configured. */
export async function openMetrics(
  { metricsPort, metricsHost }: Config,
  metrics: Metrics,
  findMissing: () => Promise<string | undefined>,
): Promise<MetricsServer | undefined> {
  if (metricsPort === undefined) return undefined;
  return serveMetrics({ port: metricsPort, host: metricsHost, metrics, findMissing });
}
