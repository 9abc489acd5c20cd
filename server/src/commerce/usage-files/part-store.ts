import { integers, texts } from '../../platform/db/arrays.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { LineError } from './usage-file.ts';

export type FilePart = { fileId: string; part: number };

/** Keeps some lines of a file that is being received, and says that its process lives. */
export async function insertPart(
  tx: Tx,
  { fileId, part, firstLine, lines, leaseMs }: FilePart & NewPart,
): Promise<void> {
  await tx.run(sql`
    insert into usage_file_parts (file_id, part, first_line, lines)
    values (${fileId}, ${part}, ${firstLine}, ${lines})`);
  await tx.run(sql`
    update usage_files
    set leased_until = now() + ${leaseMs} * interval '1 millisecond'
    where id = ${fileId}`);
}

type NewPart = { firstLine: number; lines: Buffer; leaseMs: number };

export function selectPart(
  db: Queryable,
  { fileId, part }: FilePart,
): Promise<{ firstLine: number; lines: Buffer } | undefined> {
  return db.row<{ firstLine: number; lines: Buffer }>(sql`
    select first_line as "firstLine", lines
    from usage_file_parts
    where file_id = ${fileId}
      and part = ${part}`);
}

/** Deletes the lines of a part, and what its accounts had in it, once they are added up. */
export async function deletePart(tx: Tx, { fileId, part }: FilePart): Promise<void> {
  await tx.run(sql`
    delete from usage_file_parts
    where file_id = ${fileId}
      and part = ${part}`);
  await tx.run(sql`
    delete from usage_file_shares
    where file_id = ${fileId}
      and part = ${part}`);
}

/** Deletes all lines of a file that are left. */
export async function deleteParts(tx: Tx, fileId: string): Promise<void> {
  await tx.run(sql`
    delete from usage_file_parts
    where file_id = ${fileId}`);
}

type Share = FilePart & { accountId: string };

/** Returns false when the account's records of the part are charged already. */
export async function claimShare(tx: Tx, { accountId, fileId, part }: Share): Promise<boolean> {
  const claimed = await tx.run(sql`
    insert into usage_file_shares (account_id, file_id, part)
    values (${accountId}, ${fileId}, ${part})
    on conflict do nothing`);
  return claimed === 1;
}

export type ShareCounts = { counted: number; repeated: number; countedBytes: bigint };

export async function countShare(
  tx: Tx,
  { accountId, fileId, part, counted, repeated, countedBytes }: Share & ShareCounts,
): Promise<void> {
  await tx.run(sql`
    update usage_file_shares
    set counted = ${counted}, repeated = ${repeated}, counted_bytes = ${countedBytes}
    where account_id = ${accountId}
      and file_id = ${fileId}
      and part = ${part}`);
}

/** Returns what all accounts had in a part. */
export async function sumShares(db: Queryable, { fileId, part }: FilePart): Promise<ShareCounts> {
  const sums = await db.row<ShareCounts>(sql`
    select coalesce(sum(counted), 0)::integer as counted,
      coalesce(sum(repeated), 0)::integer as repeated,
      coalesce(sum(counted_bytes), 0)::bigint as "countedBytes"
    from usage_file_shares
    where file_id = ${fileId}
      and part = ${part}`);
  return sums ?? { counted: 0, repeated: 0, countedBytes: 0n };
}

/** Keeps lines that were not charged. A line that is kept already stays as it is. */
export async function insertErrors(
  tx: Tx,
  fileId: string,
  errors: readonly LineError[],
): Promise<void> {
  if (errors.length === 0) return;
  await tx.run(sql`
    insert into usage_file_errors (file_id, line, text, reason)
    select ${fileId}, line, text, reason
    from unnest(
      ${integers(errors.map(({ line }) => line))}::integer[],
      ${texts(errors.map(({ text }) => text))}::text[],
      ${texts(errors.map(({ reason }) => reason))}::text[]
    ) as error (line, text, reason)
    on conflict do nothing`);
}

/** Returns lines of a file that were not charged, in order. */
export function selectErrors(
  db: Queryable,
  fileId: string,
  { after, limit }: { after: number; limit: number },
): Promise<LineError[]> {
  return db.rows<LineError>(sql`
    select line, text, reason
    from usage_file_errors
    where file_id = ${fileId}
      and line > ${after}
    order by line
    limit ${limit}`);
}
