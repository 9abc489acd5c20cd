import { openJobsPool } from './pool.ts';

/** Makes or renews the queue's own tables (schema `graphile_worker`). Safe to run concurrently. */
export async function migrateJobs(url: string): Promise<void> {
  const { runMigrations } = await import('graphile-worker');
  const { silent } = await import('./worker-log.ts');
  const pool = openJobsPool(url, 1);
  try {
    await runMigrations({ pgPool: pool, logger: silent });
  } finally {
    await pool.end();
  }
}
