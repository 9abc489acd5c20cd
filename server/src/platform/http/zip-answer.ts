import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Reply } from './typed-app.ts';

/** A file of a ZIP archive; `read` is called when its turn comes. */
export type ZippedFile = { name: string; modifiedAt: Date; read: () => Promise<Buffer> };

/**
 * Sends a ZIP archive while its files are read one after the other, so that memory holds one file
 * at a time. A file that cannot be read ends the connection, and the client sees a broken archive.
 */
export function sendZip(
  reply: Reply,
  { filename, files }: { filename: string; files: readonly ZippedFile[] },
): Reply {
  const archive = new ZipFile();
  for (const { name, modifiedAt, read } of files) {
    // PDFs and pictures are compressed already.
    const options = { mtime: modifiedAt, compress: false };
    archive.addReadStreamLazy(name, options, (give) => {
      read().then(
        (content) => give(null, Readable.from([content])),
        (error: unknown) => give(error, Readable.from([])),
      );
    });
  }
  archive.end();
  const output = Readable.from(archive.outputStream);
  archive.on('error', (error: Error) => output.destroy(error));
  return reply
    .type('application/zip')
    .header('Content-Disposition', `attachment; filename="${filename}"`)
    .send(output);
}
