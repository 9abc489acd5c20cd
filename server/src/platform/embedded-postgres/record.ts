import { existsSync, readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { EmbeddedError } from './embedded-error.ts';
import { ownerHint } from './foreign-owner.ts';

/** The data directory's name inside its parent. */
export const DATA_NAME = 'postgres';

/** The settings of the home's database, in a file that only its owner can read. */
export type ClusterRecord = {
  password: string;
  dataDirectory: string;
  port?: number;
  /** The arguments of the last start: a server found running with others is started again. */
  startedWith?: string[];
};

/**
 * Returns the record of the home, undefined before the first start. Throws `EmbeddedError` if this
 * process may not read it.
 */
export function readRecord(home: string): ClusterRecord | undefined {
  const path = recordPath(home);
  if (!existsSync(path)) return undefined;
  const record = JSON.parse(readOwn(path)) as ClusterRecord;
  return { ...record, dataDirectory: resolve(home, record.dataDirectory) };
}

function readOwn(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new EmbeddedError(`${path} cannot be read.${ownerHint(path)}`, { cause: error });
  }
}

/**
 * Changes the record in one step, so that a crash leaves the old one or the new one. A directory
 * inside the home is written without the home, which may be moved.
 */
export async function writeRecord(home: string, record: ClusterRecord): Promise<void> {
  const partial = `${recordPath(home)}.new`;
  const isInside = record.dataDirectory === join(home, DATA_NAME);
  const text = JSON.stringify(
    { ...record, ...(isInside && { dataDirectory: DATA_NAME }) },
    null,
    2,
  );
  await rm(partial, { force: true });
  await writeFile(partial, text, { mode: 0o600 });
  await rename(partial, recordPath(home));
}

/** Returns the file that holds the record. */
export function recordPath(home: string): string {
  return join(home, 'embedded.json');
}
