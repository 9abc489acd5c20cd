import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

/** A file of the archive, as its manifest names it. */
export type ArchiveFile = {
  table: string;
  /** UTC. */
  month: string;
  /** Relative to the manifest. */
  file: string;
  rows: number;
  /** Of the compressed file. */
  bytes: number;
  sha256: string;
};

export type RowWriter = {
  write(line: string): Promise<void>;
  /** Resolves once the file is complete on disk. Returns the number of its rows. */
  close(): Promise<number>;
};

/** Opens a new file for rows, one a line. Throws if it exists. */
export function openRowWriter(path: string): RowWriter {
  const gzip = createGzip();
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  gzip.pipe(file);
  const written = finished(file);
  gzip.on('error', (error) => file.destroy(error));
  written.catch(() => {});
  let rows = 0;
  return {
    async write(line) {
      rows += 1;
      if (!gzip.write(`${line}\n`)) await Promise.race([drained(gzip), written]);
    },
    async close() {
      gzip.end();
      await written;
      return rows;
    },
  };
}

function drained(stream: NodeJS.EventEmitter): Promise<void> {
  return new Promise((resolve) => {
    stream.once('drain', resolve);
  });
}

/** Returns the size and the checksum of a file. */
export async function measureFile(path: string): Promise<Pick<ArchiveFile, 'bytes' | 'sha256'>> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Reads the rows of a file, as JSON. Throws if it is not a complete gzip file. */
export async function* readRows(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  const text = createGunzip();
  file.on('error', (error) => text.destroy(error));
  let failure: unknown;
  text.on('error', (error) => {
    failure = error;
  });
  yield* createInterface({ input: file.pipe(text), crlfDelay: Number.POSITIVE_INFINITY });
  if (failure) throw failure;
}
