import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import { fromNow } from '../../platform/db/from-now.ts';
import type { UsageFileFormat } from './format.ts';
import type { Beginning } from './open-lines.ts';
import type { OpenFile, UsageFile } from './usage-file.ts';

const columns = sql`
  id, carrier, file_name as "fileName", source, taken_by_name as "takenByName", state, fault, lines,
  lines_done as "linesDone", counted, repeated, rejected, counted_bytes as "countedBytes",
  received_at as "receivedAt", ended_at as "endedAt"`;

export type NewFile = Pick<UsageFile, 'id' | 'carrier' | 'fileName' | 'source' | 'takenByName'> & {
  folderKey: string | null;
};

/** Inserts a file that is being received. Returns false if the folder's file is taken already. */
export async function insertFile(
  tx: Tx,
  { id, carrier, fileName, source, takenByName, folderKey }: NewFile,
  { format, leaseMs }: { format: UsageFileFormat; leaseMs: number },
): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into usage_files (
      id, carrier, file_name, source, taken_by_name, folder_key, format, state, leased_until
    )
    values (${id}, ${carrier}, ${fileName}, ${source}, ${takenByName}, ${folderKey},
      ${JSON.stringify(format)}::jsonb, 'receiving',
      now() + ${leaseMs} * interval '1 millisecond')
    on conflict (folder_key) do nothing`);
  return inserted === 1;
}

/** Keeps a file of which nothing can be charged. Returns false if it is kept already. */
export async function insertFailedFile(
  tx: Tx,
  { id, carrier, fileName, source, takenByName, folderKey }: NewFile,
  { fault }: { fault: string },
): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into usage_files (
      id, carrier, file_name, source, taken_by_name, folder_key, state, fault, ended_at,
      leased_until
    )
    values (${id}, ${carrier}, ${fileName}, ${source}, ${takenByName}, ${folderKey}, 'failed',
      ${fault}, now(), now())
    on conflict (folder_key) do nothing`);
  return inserted === 1;
}

/** Ends the receiving of a file, which can be charged from now on. */
export async function markReceived(
  tx: Tx,
  id: string,
  { heading, linesBefore, lines, parts }: Beginning & { lines: number; parts: number },
): Promise<UsageFile | undefined> {
  return tx.row<UsageFile>(sql`
    update usage_files
    set state = 'waiting', heading = ${heading}, lines_before = ${linesBefore}, lines = ${lines},
      parts = ${parts}, received_at = now(), leased_until = now()
    where id = ${id}
      and state = 'receiving'
    returning ${columns}`);
}

export async function deleteFile(db: Queryable, id: string): Promise<void> {
  await db.run(sql`
    delete from usage_files
    where id = ${id}`);
}

/** Deletes what a process began to receive and did not live to; returns how many. */
export function deleteAbandoned(db: Queryable): Promise<number> {
  return db.run(sql`
    delete from usage_files
    where ended_at is null
      and state = 'receiving'
      and leased_until < now()`);
}

/** Deletes files that ended long ago, with their errors; returns how many. */
export function deleteEnded(db: Queryable, { days }: { days: number }): Promise<number> {
  return db.run(sql`
    delete from usage_files
    where ended_at < now() - make_interval(days => ${days})`);
}

/** Leases a file that waits and that no process works on; of several, the first that came. */
export function claimFile(
  db: Queryable,
  { leaseMs, id = null }: { leaseMs: number; id?: string | null },
): Promise<OpenFile | undefined> {
  return db.row<OpenFile>(sql`
    update usage_files
    set attempts = attempts + 1,
      leased_until = ${fromNow(sql`${leaseMs / 1000}::float8 * least(attempts + 1, 60)`)}
    where id = (
      select id
      from usage_files
      where state = 'waiting'
        and leased_until <= now()
        and (${id}::uuid is null or id = ${id})
      order by received_at, id
      limit 1
      for update skip locked
    )
    returning id, carrier, format, heading, lines_before as "linesBefore",
      next_part as "nextPart"`);
}

/** Gives a file back after an error, which is tried again after a while. */
export async function releaseFile(
  db: Queryable,
  { id, pauseMs }: { id: string; pauseMs: number },
): Promise<void> {
  await db.run(sql`
    update usage_files
    set leased_until = ${fromNow(sql`${pauseMs / 1000}::float8 * least(attempts, 60)`)}
    where id = ${id}
      and state = 'waiting'`);
}

export type PartCounts = { lines: number; rejected: number; counted: number; repeated: number };

/**
 * Adds what became of a part's lines, and ends the file with its last part. Returns undefined if
 * another process has finished the part.
 */
export function finishPart(
  tx: Tx,
  { id, part, leaseMs, ...counts }: PartCounts & FinishedPart,
): Promise<UsageFile | undefined> {
  return tx.row<UsageFile>(sql`
    update usage_files
    set next_part = ${part} + 1,
      lines_done = lines_done + ${counts.lines},
      rejected = rejected + ${counts.rejected},
      counted = counted + ${counts.counted},
      repeated = repeated + ${counts.repeated},
      counted_bytes = counted_bytes + ${counts.countedBytes},
      attempts = 0,
      leased_until = now() + ${leaseMs} * interval '1 millisecond',
      state = case when ${part} + 1 = parts then 'done' else state end,
      ended_at = case when ${part} + 1 = parts then moment.at end
    from (select now() as at) as moment
    where id = ${id}
      and state = 'waiting'
      and next_part = ${part}
    returning ${columns}`);
}

type FinishedPart = { id: string; part: number; leaseMs: number; countedBytes: bigint };

/** Ends a file of which no line could be read. */
export async function failFile(
  tx: Tx,
  { id, fault, rejected }: { id: string; fault: string; rejected: number },
): Promise<void> {
  await tx.run(sql`
    update usage_files
    set state = 'failed', fault = ${fault}, rejected = ${rejected}, ended_at = now()
    where id = ${id}
      and state = 'waiting'`);
}

export function selectFile(db: Queryable, id: string): Promise<UsageFile | undefined> {
  return db.row<UsageFile>(sql`
    select ${columns}
    from usage_files
    where id = ${id}`);
}

export function selectByFolderKey(
  db: Queryable,
  folderKey: string,
): Promise<UsageFile | undefined> {
  return db.row<UsageFile>(sql`
    select ${columns}
    from usage_files
    where folder_key = ${folderKey}`);
}

export type FilesAsked = {
  carrier: string | undefined;
  state: UsageFile['state'] | undefined;
  after: string | undefined;
  limit: number;
};

/** Returns a page of the files, the newest first. */
export function listFiles(db: Queryable, { carrier, state, after, limit }: FilesAsked) {
  return db.rows<UsageFile>(sql`
    select ${columns}
    from usage_files
    where (${carrier ?? null}::text is null or carrier = ${carrier ?? null})
      and (${state ?? null}::text is null or state = ${state ?? null})
      and (${after ?? null}::uuid is null or id < ${after ?? null})
    order by id desc
    limit ${limit}`);
}
