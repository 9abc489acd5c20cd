import { createReadStream } from 'node:fs';
import { access, mkdir, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Database } from '../../platform/db/database.ts';
import { deleteAbandoned, insertFailedFile, selectByFolderKey } from './file-store.ts';
import { receiveFile } from './receive-file.ts';
import type { UsageFile } from './usage-file.ts';

export type FolderParts = {
  db: Database;
  folder: string;
  /** The time of the file system. */
  now: () => number;
  onError(error: unknown, path: string): void;
  /** How long a file is unchanged before it is taken; for tests. */
  quietMs?: number;
};

const QUIET_MS = 10_000;
const CARRIER = /^[a-z0-9][a-z0-9-]{0,63}$/;
/** Names under which programs write files that they rename when these are whole. */
const UNFINISHED = /^\.|\.(tmp|temp|part|partial|filepart|crdownload|swp)$|~$/i;
const NAME_CHARS = 255;

/**
 * Takes the files of `<folder>/<carrier>/` that nobody has changed for a while, and moves those
 * that are charged to `done/` and those that cannot be read to `failed/` beside them. A file is
 * identified by its place on the disk and the times of its last changes, so that one that is put
 * back is taken again. Returns the number of files taken.
 */
export async function takeFolder(parts: FolderParts): Promise<number> {
  await deleteAbandoned(parts.db);
  let taken = 0;
  for (const entry of await readdir(parts.folder, { withFileTypes: true })) {
    if (entry.isDirectory() && CARRIER.test(entry.name)) {
      taken += await takeOfCarrier(parts, entry.name);
    }
  }
  return taken;
}

type Found = { carrier: string; fileName: string; path: string };

async function takeOfCarrier(parts: FolderParts, carrier: string): Promise<number> {
  const folder = join(parts.folder, carrier);
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.flatMap((entry) =>
    entry.isFile() && !UNFINISHED.test(entry.name) ? [entry.name] : [],
  );
  let taken = 0;
  for (const fileName of names) {
    const found = { carrier, fileName, path: join(folder, fileName) };
    const isTaken = await takeFound(parts, found).catch((error: unknown) => {
      // Another worker may have moved it.
      if (!isGone(error)) parts.onError(error, found.path);
      return false;
    });
    if (isTaken) taken += 1;
  }
  return taken;
}

async function takeFound(parts: FolderParts, found: Found): Promise<boolean> {
  const { key, changedMs } = await look(found.path);
  const known = await selectByFolderKey(parts.db, key);
  if (known) {
    if (known.endedAt) await move(found, known);
    return false;
  }
  if (parts.now() - changedMs < (parts.quietMs ?? QUIET_MS)) return false;
  return receive(parts, found, key);
}

/** A change of any kind renews the second time, which no program can set. */
async function look(path: string): Promise<{ key: string; changedMs: number }> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
  const changedNs = mtimeNs > ctimeNs ? mtimeNs : ctimeNs;
  const key = [dev, ino, size, mtimeNs, ctimeNs].join(':');
  return { key: `${path}:${key}`, changedMs: Number(changedNs / 1_000_000n) };
}

/** The file was changed while it was read, and waits for its writer. */
class StillWritten extends Error {
  override readonly name = 'StillWritten';
}

async function receive({ db }: FolderParts, found: Found, folderKey: string): Promise<boolean> {
  const { carrier, path } = found;
  const fileName = found.fileName.slice(0, NAME_CHARS);
  const file = { carrier, fileName, source: 'folder' as const, folderKey };
  const note = async () => {
    if ((await look(path)).key !== folderKey) throw new StillWritten();
  };
  try {
    const received = await receiveFile({ db, note }, { ...file, chunks: createReadStream(path) });
    return received !== undefined;
  } catch (error) {
    if (error instanceof StillWritten) return false;
    if (!(error instanceof Refusal)) throw error;
    const failed = { ...file, id: newId(), takenByName: null };
    const { message: fault } = error;
    await db.transaction((tx) => insertFailedFile(tx, failed, { fault }));
    return true;
  }
}

async function move({ path, fileName }: Found, file: UsageFile): Promise<void> {
  const folder = join(path, '..', file.state);
  await mkdir(folder, { recursive: true });
  const target = join(folder, fileName);
  await rename(path, (await exists(target)) ? join(folder, `${file.id}-${fileName}`) : target);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function isGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
