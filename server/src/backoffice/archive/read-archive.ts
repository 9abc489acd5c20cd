import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ArchiveFile, measureFile, readRows } from './archive-file.ts';

export const MANIFEST = 'manifest.json';
const FORMAT = 1;

export type Manifest = {
  format: number;
  writtenAt: string;
  since?: string | undefined;
  before: string;
  files: ArchiveFile[];
};

/** Reads the manifest of an archive. Throws if there is none, or a newer version wrote it. */
async function readManifest(directory: string): Promise<Manifest> {
  const manifest = JSON.parse(await readFile(join(directory, MANIFEST), 'utf8')) as Manifest;
  if (manifest.format !== FORMAT) throw new Error('A newer version has written this archive.');
  return manifest;
}

/** Returns what is wrong with each file of an archive; empty: all are as they were written. */
export async function verifyArchive(directory: string): Promise<string[]> {
  const { files } = await readManifest(directory);
  const faults: string[] = [];
  for (const file of files) {
    const fault = await findFault(directory, file);
    if (fault) faults.push(`${file.file}: ${fault}`);
  }
  return faults;
}

/** Returns what is wrong with a file: its checksum, its rows, or that it cannot be read. */
export async function findFault(
  directory: string,
  { file, rows, sha256 }: ArchiveFile,
): Promise<string | undefined> {
  const path = join(directory, file);
  try {
    const found = await measureFile(path);
    if (found.sha256 !== sha256) return `the SHA-256 is ${found.sha256} and not ${sha256}`;
    let count = 0;
    for await (const line of readRows(path)) {
      JSON.parse(line);
      count += 1;
    }
    return count === rows ? undefined : `it has ${count} rows and not ${rows}`;
  } catch (error) {
    return `it cannot be read: ${(error as Error).message}`;
  }
}

/** Reads the rows of a table, oldest month first; each is the JSON of all of its columns. */
export async function* readArchive(
  directory: string,
  { table, month }: { table: string; month?: string | undefined },
): AsyncGenerator<string> {
  const { files } = await readManifest(directory);
  for (const one of files) {
    if (one.table !== table || (month && one.month !== month)) continue;
    yield* readRows(join(directory, one.file));
  }
}
