import { join } from 'node:path';
import { installGeography } from '../commerce/catalog/index.ts';
import type { Config } from '../platform/config/config.ts';
import { connect } from '../platform/db/connect.ts';
import type { Database } from '../platform/db/database.ts';
import { grantApplication } from '../platform/db/grant-application.ts';
import { migrate, pendingMigrations } from '../platform/db/migrate.ts';
import { hasJobTables, migrateJobs } from '../platform/jobs/index.ts';

/** A database and its address; the job queue makes its own connections. */
export type Store = { db: Database; url: string };

const MIGRATIONS = join(import.meta.dirname, '../../migrations');

/** Migrates in sandbox mode. Throws in live mode if migrations are pending. */
export async function prepareStore(config: Config, store: Store): Promise<void> {
  if (config.mode === 'sandbox') {
    await migrateStore(config, store);
    return;
  }
  const missing = await findPending(store.db);
  if (missing) throw new Error(`${missing} Run gigastore migrate.`);
}

/**
 * Migrates as the owner of the tables, which is the role of `store` unless another one is
 * configured: then the role of `DATABASE_URL` is granted what it needs. Returns the names of the
 * migrations that were applied.
 */
export async function migrateStore(config: Config, store: Store): Promise<string[]> {
  const { databaseUrl, databaseOwnerUrl: url } = config;
  if (!databaseUrl || !url) return migrateAll(store);
  const db = connect({ url, maxConnections: 2, applicationName: 'gigastore migrate' });
  try {
    const applied = await migrateAll({ db, url });
    await grantApplication(db, decodeURIComponent(new URL(databaseUrl).username));
    return applied;
  } finally {
    await db.close();
  }
}

/**
 * Migrates the tables and the job queue, and updates the country sets that no operator has edited.
 * Returns the names of the migrations that were applied.
 */
export async function migrateAll({ db, url }: Store): Promise<string[]> {
  const applied = await migrate(db, MIGRATIONS);
  if (applied.length > 0 || !(await hasJobTables(db))) await migrateJobs(url);
  await db.transaction(installGeography);
  return applied;
}

/** Returns a sentence that names the pending migrations; undefined if there are none. */
export async function findPending(db: Database): Promise<string | undefined> {
  const pending = await pendingMigrations(db, MIGRATIONS);
  if (pending.length === 0) return undefined;
  return `The database lacks migrations: ${pending.join(', ')}.`;
}
