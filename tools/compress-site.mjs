import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const TEXT = /\.(js|css|svg|html|json|md|txt)$/;
/** A smaller file is not worth a compressed copy. */
const SMALLEST_BYTES = 1024;

/** Writes compressed copies of a built site, which the server sends as they are. */
export function compressSite(directory) {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  for (const name of readdirSync(directory, { recursive: true })) {
    if (!TEXT.test(name)) continue;
    const content = readFileSync(join(directory, name));
    if (content.length < SMALLEST_BYTES) continue;
    writeFileSync(join(directory, `${name}.br`), brotliCompressSync(content, quality));
    writeFileSync(join(directory, `${name}.gz`), gzipSync(content));
  }
}
