import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../../platform/db/database.ts';
import { type ArchiveFile, measureFile, openRowWriter, type RowWriter } from './archive-file.ts';
import {
  type ArchivedRow,
  insertArchived,
  isReadOnly,
  type ReadPage,
  selectEntries,
  selectSales,
  selectTransfers,
  selectUsage,
} from './archive-store.ts';
import { findFault, MANIFEST, type Manifest } from './read-archive.ts';

type Rows = AsyncGenerator<ArchivedRow>;

const TABLES: Readonly<Record<string, (db: Database) => Rows>> = {
  transfers: (db) => allRows(db, selectTransfers),
  async *audit_log(db) {
    yield* allRows(db, selectEntries);
    yield* allRows(db, selectSales);
  },
  usage_records: (db) => allRows(db, selectUsage),
};

const READ_ONLY = `The database takes no writes, and has to note which months were copied. Run this
command with the DATABASE_URL of the leader, not of a standby.`;

/** From the first month up to the last one, which is left out; months are `YYYY-MM` in UTC. */
type Months = { since?: string | undefined; before: string };

/**
 * Copies the ledger, the audit log and the usage records of whole months into a new directory, a
 * file for each table and month, reads every file back, writes the manifest, and notes in the
 * database which months were copied. Nothing is deleted. Returns the manifest. Throws if the
 * directory exists, or if the database takes no writes.
 */
export async function writeArchive(
  db: Database,
  directory: string,
  { months, now }: { months: Months; now: Date },
): Promise<Manifest> {
  if (await isReadOnly(db)) throw new Error(READ_ONLY);
  await mkdir(directory, { mode: 0o700 });
  const files: ArchiveFile[] = [];
  for (const [table, readAll] of Object.entries(TABLES)) {
    files.push(...(await writeTable(readAll(db), directory, { table, months })));
  }
  const manifest: Manifest = { format: 1, writtenAt: now.toISOString(), ...months, files };
  for (const file of files) {
    const fault = await findFault(directory, file);
    if (fault) throw new Error(`${file.file}: ${fault}`);
  }
  const path = join(directory, MANIFEST);
  await writeFile(`${path}.partial`, `${JSON.stringify(manifest, null, 2)}\n`, {
    mode: 0o600,
    flush: true,
  });
  await rename(`${path}.partial`, path);
  await insertArchived(db, files);
  return manifest;
}

async function writeTable(
  rows: Rows,
  directory: string,
  { table, months }: { table: string; months: Months },
): Promise<ArchiveFile[]> {
  const writers = new Map<string, RowWriter>();
  const nameOf = (month: string) => `${table}-${month}.jsonl.gz`;
  for await (const { month, line } of rows) {
    if (month >= months.before || (months.since && month < months.since)) continue;
    const writer = writers.get(month) ?? openRowWriter(join(directory, nameOf(month)));
    writers.set(month, writer);
    await writer.write(line);
  }
  const files: ArchiveFile[] = [];
  for (const [month, writer] of [...writers].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const count = await writer.close();
    const file = nameOf(month);
    files.push({ table, month, file, rows: count, ...(await measureFile(join(directory, file))) });
  }
  return files;
}

/** Rows that are added meanwhile are of this month, which no archive has. */
async function* allRows<Row extends ArchivedRow>(db: Database, readPage: ReadPage<Row>): Rows {
  for (let last: Row | undefined; ; ) {
    const page = await readPage(db, last);
    yield* page;
    last = page.at(-1);
    if (last === undefined) return;
  }
}
