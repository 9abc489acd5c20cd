export { migrateJobs } from './migrate-jobs.ts';
export { enqueueJob, hasJobTables, readBacklog } from './store.ts';
export type { Schedule, Task, Tasks } from './task.ts';
export { startWorker } from './worker.ts';
