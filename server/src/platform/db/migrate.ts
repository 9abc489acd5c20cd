import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import type { Database } from './database.ts';
import { asRefusal } from './failures.ts';
import { ensurePartitions } from './partitions.ts';
import { withRetry } from './retry.ts';
import { splitStatements } from './split-statements.ts';

/** DDL that waits longer than this for a table would make every request behind it wait too. */
const LOCK_TIMEOUT_MS = 5_000;
const LOCK_RETRY = { attempts: 5, mayRetry: isLockTimeout };
/** How long a second process waits while a first one migrates. */
const TURN_TIMEOUT_MS = 300_000;
/** Any number that no other program in this database locks: one at a time changes the schema. */
export const TURN_KEY = 7_310_593_858;

type Migration = { version: number; name: string; checksum: string; text: string };
type Applied = { version: number; name: string; checksum: string };

/** The migrations and the database do not match; the message names the file and the reason. */
class MigrationError extends Error {
  override name = 'MigrationError';
}

/**
 * Applies every numbered file (`0001_name.sql`) that the database has not seen, each in its own
 * transaction, makes the partitions of the next months, and gives the names applied by this call.
 * Safe to run concurrently. Refuses (`MigrationError`) a released file that was changed, a gap, and
 * a database newer than the files.
 */
export async function migrate(db: Database, directory: string): Promise<string[]> {
  const migrations = await readMigrations(directory);
  const names: string[] = [];
  for (;;) {
    const name = await withRetry(() => applyNext(db.pool, migrations), LOCK_RETRY);
    if (name === undefined) break;
    names.push(name);
  }
  await ensurePartitions(db);
  return names;
}

/**
 * Returns the names of the files that `migrate` would apply now. Throws as `migrate` does, except
 * for a database newer than the files: servers of the version before serve on during an upgrade.
 */
export async function pendingMigrations(db: Database, directory: string): Promise<string[]> {
  const migrations = await readMigrations(directory);
  const applied = await readApplied(db.pool).catch((error: unknown) => {
    throw asRefusal(error);
  });
  const known = applied.slice(0, migrations.length);
  return pendingOf(migrations, known).map((migration) => migration.name);
}

/** Reads the files in order of their numbers, which start at 1 and have no gaps. */
async function readMigrations(directory: string): Promise<Migration[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort();
  const migrations = await Promise.all(files.map((file) => readMigration(directory, file)));
  for (const [index, { version, name }] of migrations.entries()) {
    if (version === index + 1) continue;
    throw new MigrationError(`${name}: expected number ${index + 1} here; none may be left out.`);
  }
  return migrations;
}

async function readMigration(directory: string, file: string): Promise<Migration> {
  const match = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(file);
  if (!match) throw new MigrationError(`${file}: a migration is called 0001_some_words.sql.`);
  const text = (await readFile(join(directory, file), 'utf8')).replaceAll('\r\n', '\n');
  const checksum = createHash('sha256').update(text).digest('hex');
  return { version: Number(match[1]), name: file, checksum, text };
}

async function applyNext(pool: pg.Pool, all: Migration[]): Promise<string | undefined> {
  const client = await pool.connect();
  try {
    await client.query(`begin; set local lock_timeout = ${TURN_TIMEOUT_MS};
      set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0`);
    await client.query(`select pg_advisory_xact_lock(${TURN_KEY})`);
    const [next] = pendingOf(all, await readApplied(client));
    if (next) await apply(client, next);
    await client.query('commit');
    client.release();
    return next?.name;
  } catch (error) {
    client.release(true);
    throw asRefusal(error);
  }
}

async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query(`create table if not exists schema_migrations (
    version integer primary key,
    name text not null unique,
    checksum text not null,
    applied_at timestamptz not null default now()
  )`);
  // Citus then changes the tables of a distributed database one node after the other, without
  // which a change of a shared table and one of an account's table refuse each other.
  await client.query(`set local lock_timeout = ${LOCK_TIMEOUT_MS};
    set local citus.multi_shard_modify_mode = 'sequential'`);
  // One by one, because Citus passes the text of a statement on to its nodes.
  for (const statement of splitStatements(migration.text)) await client.query(statement);
  await client.query(
    'insert into schema_migrations (version, name, checksum) values ($1, $2, $3)',
    [migration.version, migration.name, migration.checksum],
  );
}

async function readApplied(client: pg.Pool | pg.PoolClient): Promise<Applied[]> {
  const found = await client.query("select to_regclass('schema_migrations') is not null as exists");
  if (!found.rows[0]?.exists) return [];
  const applied = await client.query<Applied>(
    'select version, name, checksum from schema_migrations order by version',
  );
  return applied.rows;
}

function pendingOf(migrations: Migration[], applied: Applied[]): Migration[] {
  for (const [index, row] of applied.entries()) {
    checkApplied(row, migrations[index]);
  }
  return migrations.slice(applied.length);
}

function checkApplied(row: Applied, file: Migration | undefined): void {
  if (!file) {
    throw new MigrationError(
      `The database has migration ${row.name}, which this version does not know. ` +
        'Start the version that made it, or a newer one.',
    );
  }
  if (row.name === file.name && row.checksum === file.checksum) return;
  throw new MigrationError(
    `Migration ${file.name} differs from ${row.name} as it was applied to this database. ` +
      'A released migration is never changed: restore the file and write a new one.',
  );
}

function isLockTimeout(error: unknown): boolean {
  return (error as { code?: string }).code === '55P03';
}
