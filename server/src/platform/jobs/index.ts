export { migrateJobs } from './migrate-jobs.ts';
export { type Backlog, enqueueJob, hasJobTables, readBacklog } from './store.ts';
export type { Schedule, Task, Tasks } from './task.ts';
export { startWorker, type Worker, type WorkerOptions } from './worker.ts';
