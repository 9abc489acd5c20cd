export { migrateJobs } from './migrate-jobs.ts';
export { type QueuedJob, selectTroubledJobs, TROUBLED_STATES } from './queue-store.ts';
export { retryJob } from './retry-job.ts';
export { enqueueJob, hasJobTables, readBacklog } from './store.ts';
export type { Schedule, Task, TaskParts, Tasks } from './task.ts';
export { startWorker } from './worker.ts';
