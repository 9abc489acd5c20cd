import { createReadStream, createWriteStream, type Dirent } from 'node:fs';
import { chmod, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { urlOf, withClient } from './database-url.ts';
import { EmbeddedError } from './embedded-error.ts';
import { runningServer } from './postmaster.ts';
import { readRecord } from './record.ts';

/** Starting and ending a backup waits for a checkpoint. */
const CHECKPOINT_MS = 300_000;

/** What a server makes anew when it starts, and what would mislead the restored one. */
const LEFT_OUT = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'postmaster.pid',
  'postmaster.opts',
  'backup_label',
  'tablespace_map',
]);

export type BackedUp = { bytes: number; password: string };

/**
 * Copies the running database of a home into the new directory `to`, by PostgreSQL's protocol for
 * base backups: what is committed when it ends is in it, and the store goes on meanwhile. The log
 * that the copy needs is kept from being recycled by a replication slot.
 */
export async function backUpEmbedded(home: string, to: string): Promise<BackedUp> {
  const record = readRecord(home);
  const running = record && runningServer(record.dataDirectory);
  if (!record || !running?.isReady) throw new EmbeddedError(`No database runs on ${home}.`);
  const { dataDirectory, password } = record;
  const partial = `${to}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true, mode: 0o700 });
  const url = urlOf(record, running.port, 'postgres');
  const bytes = await withClient(
    url,
    async (client) => {
      const firstSegment = await begin(client);
      const copied = await copyTree(dataDirectory, partial, (path) => !LEFT_OUT.has(path));
      await end(client, partial);
      return copied + (await copyLog(dataDirectory, partial, firstSegment));
    },
    CHECKPOINT_MS,
  );
  await rename(partial, to);
  return { bytes, password };
}

async function begin(client: pg.Client): Promise<string> {
  await client.query("select pg_create_physical_replication_slot('gigastore_backup', true, true)");
  const { rows } = await client.query(
    "select pg_walfile_name(pg_backup_start('gigastore', true)) as segment",
  );
  return rows[0].segment;
}

/** The restored server reads from the label where to start replaying its log. */
async function end(client: pg.Client, to: string): Promise<void> {
  const { rows } = await client.query('select labelfile, spcmapfile from pg_backup_stop(false)');
  await writeFile(join(to, 'backup_label'), rows[0].labelfile, { mode: 0o600 });
  if (rows[0].spcmapfile) {
    await writeFile(join(to, 'tablespace_map'), rows[0].spcmapfile, { mode: 0o600 });
  }
}

/** Names of segments of one timeline sort as they were written. */
async function copyLog(from: string, to: string, firstSegment: string): Promise<number> {
  return copyTree(join(from, 'pg_wal'), join(to, 'pg_wal'), (name) =>
    /^[0-9A-F]{24}$/.test(name) ? name >= firstSegment : name.endsWith('.history'),
  );
}

/** Copies a directory, and what `isWanted` of its first level; returns the bytes. */
async function copyTree(
  from: string,
  to: string,
  isWanted: (name: string) => boolean,
): Promise<number> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const entries = await readdir(from, { withFileTypes: true });
  let bytes = 0;
  for (const entry of entries) {
    if (isWanted(entry.name)) bytes += await copyEntry(entry, from, to);
    // The server requires the directory, even if it is empty.
    else if (entry.isDirectory()) await mkdir(join(to, entry.name), { mode: 0o700 });
  }
  return bytes;
}

async function copyEntry(entry: Dirent, from: string, to: string): Promise<number> {
  const [source, target] = [join(from, entry.name), join(to, entry.name)];
  if (entry.isDirectory()) return copyTree(source, target, (name) => !name.startsWith('pgsql_tmp'));
  return entry.isFile() ? copyFile(source, target) : 0;
}

/**
 * A file that is missing by now was dropped meanwhile, which the restored server finds in the log.
 */
async function copyFile(source: string, target: string): Promise<number> {
  try {
    await pipeline(createReadStream(source), createWriteStream(target, { mode: 0o600 }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await rm(target, { force: true });
    return 0;
  }
  await chmod(target, 0o600);
  const file = await open(target, 'r');
  try {
    await file.sync();
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}
