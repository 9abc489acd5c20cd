import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { apply, type Entry, entriesOf, isNew, type Known } from './orders.ts';
import { isSettled, planOrder } from './plan.ts';

/** The orders, and the file that has everything about them. */
export type Journal = {
  known: Map<string, Known>;
  /** Adds an entry, unless it says nothing new. Resolves once it is on the disk. */
  add: (entry: Entry) => Promise<void>;
  close: () => Promise<void>;
};

/**
 * Opens the journal, and writes it anew without what is out of date. Throws if another bridge has
 * it. `onFailure` is called when the disk does not take an entry: the process has to end then, as it
 * has more in memory than on the disk.
 */
export async function openJournal(
  path: string,
  onFailure: (error: unknown) => void,
): Promise<Journal> {
  lock(`${path}.lock`);
  const known = new Map<string, Known>();
  for (const entry of readEntries(path)) apply(known, entry);
  for (const one of known.values()) dropAddress(one);
  const lines = entriesOf(known).map((entry) => `${JSON.stringify(entry)}\n`);
  writeFileSync(`${path}.next`, lines.join(''), { mode: 0o600, flush: true });
  renameSync(`${path}.next`, path);
  const file = await open(path, 'a', 0o600);
  const write = writer(file, onFailure);
  return {
    known,
    add(entry) {
      // What is known already may still be on its way to the disk.
      if (!isNew(known, entry)) return write('');
      apply(known, entry);
      return write(`${JSON.stringify(entry)}\n`);
    },
    async close() {
      await write('');
      await file.close();
      rmSync(`${path}.lock`, { force: true });
    },
  };
}

/** An order with nothing left to do needs no address any more. */
function dropAddress(known: Known): void {
  if (!known.order || !isSettled(planOrder(known, Date.now()))) return;
  known.order = { ...known.order, email: null };
  for (const unit of known.units.values()) delete unit.body?.customerEmail;
}

/** Entries that arrive while the disk is busy are written together. */
function writer(file: FileHandle, onFailure: (error: unknown) => void) {
  let waiting = '';
  let current = Promise.resolve();
  let next: Promise<void> | undefined;
  return (line: string): Promise<void> => {
    waiting += line;
    next ??= current.then(async () => {
      const text = waiting;
      waiting = '';
      current = next as Promise<void>;
      next = undefined;
      if (text === '') return;
      try {
        await file.appendFile(text);
        await file.datasync();
      } catch (error) {
        onFailure(error);
        throw error;
      }
    });
    return next;
  };
}

/** A process that is killed may leave half a line at the end: nobody was told that it was kept. */
function readEntries(path: string): Entry[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Entry);
}

function lock(path: string): void {
  try {
    const file = openSync(path, 'wx');
    writeFileSync(file, `${process.pid}`);
    closeSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const owner = Number(readFileSync(path, 'utf8'));
    if (isAlive(owner)) throw new Error(`The bridge with the process ID ${owner} has ${path}.`);
    writeFileSync(path, `${process.pid}`);
  }
}

function isAlive(pid: number): boolean {
  if (pid === 0 || pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
