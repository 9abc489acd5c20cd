import type { Tasks } from '../jobs/index.ts';
import type { Traces } from './traces.ts';

/** Returns the tasks with a span for every run. */
export function traceTasks(tasks: Tasks, { inSpan }: Traces): Tasks {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      (payload: unknown, signal: AbortSignal) =>
        inSpan(`job ${name}`, { 'gigastore.task': name }, () => task(payload, signal)),
    ]),
  );
}
