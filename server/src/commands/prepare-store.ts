import { join } from 'node:path';
import { installGeography } from '../commerce/catalog/index.ts';
import type { Config } from '../platform/config/config.ts';
import { connect } from '../platform/db/connect.ts';
import type { Database } from '../platform/db/database.ts';
import { type Distributed, distribute, isDistributed } from '../platform/db/distribute.ts';
import { grantApplication } from '../platform/db/grant-application.ts';
import { migrate, pendingMigrations } from '../platform/db/migrate.ts';
import { requireCluster } from '../platform/db/require-cluster.ts';
import { hasJobTables, migrateJobs } from '../platform/jobs/index.ts';
import { SHARED_TABLES } from './shared-tables.ts';

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

/** What a migration did; `distributed` is undefined if the database is not distributed. */
export type Migrated = { applied: string[]; distributed: Distributed | undefined };

type Wanted = {
  /** Distributes the tables even if none was distributed before. */
  distributes?: boolean;
};

/**
 * Migrates as the owner of the tables, which is the role of `store` unless another one is
 * configured: then the role of `DATABASE_URL` is granted what it needs.
 */
export async function migrateStore(
  config: Config,
  store: Store,
  wanted: Wanted = {},
): Promise<Migrated> {
  const { databaseUrl, databaseOwnerUrl: url } = config;
  if (!databaseUrl || !url) return migrateAll(store, wanted);
  const db = connect({ url, maxConnections: 2, applicationName: 'gigastore migrate' });
  try {
    const migrated = await migrateAll({ db, url }, wanted);
    await grantApplication(db, decodeURIComponent(new URL(databaseUrl).username));
    return migrated;
  } finally {
    await db.close();
  }
}

/**
 * Migrates the tables and the job queue, and updates the country sets that no operator has edited.
 * Distributes the new tables of a database that is distributed. Throws before it changes anything
 * if the tables are to be distributed and cannot be.
 */
export async function migrateAll(
  { db, url }: Store,
  { distributes = false }: Wanted = {},
): Promise<Migrated> {
  if (distributes) await requireCluster(db);
  const applied = await migrate(db, MIGRATIONS);
  if (applied.length > 0 || !(await hasJobTables(db))) await migrateJobs(url);
  const isDue = distributes || (await isDistributed(db, 'accounts'));
  const distributed = isDue ? await distribute(db, { shared: SHARED_TABLES }) : undefined;
  await db.transaction(installGeography);
  return { applied, distributed };
}

/** Returns a sentence that names the pending migrations; undefined if there are none. */
export async function findPending(db: Database): Promise<string | undefined> {
  const pending = await pendingMigrations(db, MIGRATIONS);
  if (pending.length === 0) return undefined;
  return `The database lacks migrations: ${pending.join(', ')}.`;
}
