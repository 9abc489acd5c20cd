import { newId } from '../../kernel/ids.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { badFile } from './bad-file.ts';
import { noFormat } from './change-format.ts';
import { type Chunks, cutParts } from './cut-parts.ts';
import { splitLines } from './decode-lines.ts';
import { deleteFile, insertFile, markReceived, type NewFile } from './file-store.ts';
import type { UsageFileFormat } from './format.ts';
import { selectFormat } from './format-store.ts';
import { type Beginning, findBeginning } from './open-lines.ts';
import { insertPart } from './part-store.ts';
import type { UsageFile } from './usage-file.ts';

/** About half a million lines. */
export const MAX_FILE_BYTES = 64 * 2 ** 20;
/** Charged in one transaction for each account. */
const PART_LINES = 1_000;
const MAX_LINE_BYTES = 8 * 1024;
/** A process that has kept no part for so long does not live any more. */
const LEASE_MS = 120_000;

/** A file as it comes in. */
export type IncomingFile = Omit<NewFile, 'id' | 'takenByName' | 'folderKey'> & {
  takenByName?: string | null;
  folderKey?: string | null;
  chunks: Chunks;
};

export type ReceiveParts = {
  db: Database;
  /** Called in the transaction that ends the receiving. */
  note?: (tx: Tx, file: UsageFile) => Promise<void>;
  /** How many lines are charged at once; for tests. */
  partLines?: number;
};

/**
 * Keeps a file so that any process can charge it, in parts as they come: a file of any size needs
 * little memory. Nothing is kept of a file that is refused or breaks off. Returns undefined if
 * another process has taken the file of the folder. Throws `usage_format_not_found`,
 * `body_too_large`, and `invalid_request` with the reason why no line can be read.
 */
export async function receiveFile(
  { db, note, partLines = PART_LINES }: ReceiveParts,
  { chunks, takenByName = null, folderKey = null, ...incoming }: IncomingFile,
): Promise<UsageFile | undefined> {
  const format = (await selectFormat(db, incoming.carrier))?.format;
  if (!format) throw noFormat(incoming.carrier);
  const id = newId();
  const file = { ...incoming, id, takenByName, folderKey };
  const isNew = await db.transaction((tx) => insertFile(tx, file, { format, leaseMs: LEASE_MS }));
  if (!isNew) return undefined;
  try {
    const kept = await keepParts(db, { fileId: id, format, chunks, partLines });
    return await db.transaction(async (tx) => {
      const received = await markReceived(tx, id, kept);
      if (!received) throw new Error('the file was abandoned while it was received');
      await note?.(tx, received);
      return received;
    });
  } catch (error) {
    await deleteFile(db, id);
    throw error;
  }
}

type Keeping = { fileId: string; format: UsageFileFormat; chunks: Chunks; partLines: number };

async function keepParts(db: Database, { fileId, format, chunks, partLines }: Keeping) {
  let beginning: Beginning | undefined;
  let [part, lines] = [0, 0];
  const limits = {
    maxBytes: MAX_FILE_BYTES,
    maxLines: partLines,
    maxLineBytes: MAX_LINE_BYTES,
  };
  for await (const cut of cutParts(chunks, limits)) {
    beginning ??= begin(format, cut.bytes);
    const kept = { fileId, part, firstLine: lines + 1, lines: cut.bytes, leaseMs: LEASE_MS };
    await db.transaction((tx) => insertPart(tx, kept));
    part += 1;
    lines += cut.lines;
  }
  if (!beginning || lines <= beginning.linesBefore) throw badFile('the file has no lines');
  return { ...beginning, lines, parts: part };
}

function begin(format: UsageFileFormat, bytes: Buffer): Beginning {
  const beginning = findBeginning(format, splitLines(bytes));
  if ('fault' in beginning) throw badFile(beginning.fault);
  return beginning;
}
