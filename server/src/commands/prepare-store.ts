import { join } from 'node:path';
import { installGeography } from '../commerce/catalog/index.ts';
import type { Config } from '../platform/config/config.ts';
import type { Database } from '../platform/db/database.ts';
import { migrate, pendingMigrations } from '../platform/db/migrate.ts';
import { hasJobTables, migrateJobs } from '../platform/jobs/index.ts';

/** A database and its address, which the queue of jobs connects to by itself. */
export type Store = { db: Database; url: string };

const MIGRATIONS = join(import.meta.dirname, '../../migrations');

/** Migrates in sandbox mode; in live mode that is done on purpose, and anything pending refuses. */
export async function prepareStore(config: Config, store: Store): Promise<void> {
  if (config.mode === 'sandbox') {
    await migrateAll(store);
    return;
  }
  const missing = await findPending(store.db);
  if (missing) throw new Error(`${missing} Run gigastore migrate.`);
}

/**
 * Brings everything in the database to this version: tables, the queue of jobs, and the country
 * sets that no operator has edited. Returns the names of the migrations that were applied.
 */
export async function migrateAll({ db, url }: Store): Promise<string[]> {
  const applied = await migrate(db, MIGRATIONS);
  if (applied.length > 0 || !(await hasJobTables(db))) await migrateJobs(url);
  await db.transaction(installGeography);
  return applied;
}

/** A sentence that names the migrations which the database lacks; undefined when it has all. */
export async function findPending(db: Database): Promise<string | undefined> {
  const pending = await pendingMigrations(db, MIGRATIONS);
  if (pending.length === 0) return undefined;
  return `The database lacks migrations: ${pending.join(', ')}.`;
}
