import type { Config } from '../config/config.ts';
import type { Traces } from './traces.ts';

export { traceDatabase } from './trace-database.ts';
export { traceTasks } from './trace-tasks.ts';
export type { Traces } from './traces.ts';

/** Starts traces if they are configured; the library is loaded only then. */
export async function openTraces({ traces }: Pick<Config, 'traces'>): Promise<Traces | undefined> {
  if (!traces) return undefined;
  const { startTraces } = await import('./traces.ts');
  return startTraces(traces);
}

/** Returns the function that makes a span of each request of an application. */
export async function requestTracing() {
  return (await import('./trace-requests.ts')).traceRequests;
}
