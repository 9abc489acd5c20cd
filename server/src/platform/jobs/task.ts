import type { Database } from '../db/database.ts';

/** The work behind a job. A task that throws is run again later; it must bear being run twice. */
export type Task = (payload: unknown, signal: AbortSignal) => Promise<void>;
export type Tasks = Readonly<Record<string, Task>>;

/** When a task runs by itself: five cron fields, in UTC. */
export type Schedule = readonly { task: string; cron: string }[];

/** The parts of a slice's own jobs. */
export type TaskParts = {
  db: Database;
  log: {
    error(facts: object, message: string): void;
    info(facts: object, message: string): void;
  };
  realNow: () => Date;
};
