import { crc32, deflateRawSync } from 'node:zlib';

const VERSION = 20;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
/** 1980-01-01 in the format of MS-DOS: the same entries make the same bytes. */
const FIRST_DATE = 0x21;
const UNIX = 3 << 8;
const REGULAR_FILE = 0o100644;

/** Returns a ZIP archive of the entries, in their order. An entry has `path` and `content` (a Buffer). */
export function zip(entries) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const { path, content } of entries) {
    const name = Buffer.from(path);
    const packed = deflateRawSync(content, { level: 9 });
    const shared = describe({ name, packed, content });
    const local = Buffer.concat([number(0x04034b50, 4), shared, name, packed]);
    directory.push(
      ...[number(0x02014b50, 4), number(UNIX + VERSION, 2), shared, number(0, 6)],
      ...[number(REGULAR_FILE * 0x10000, 4), number(offset, 4), name],
    );
    parts.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const count = number(entries.length, 2);
  const end = [number(0x06054b50, 4), number(0, 4), count, count, number(listed.length, 4)];
  return Buffer.concat([...parts, listed, ...end, number(offset, 4), number(0, 2)]);
}

/** The fields that an entry has in the directory as well as before its content. */
function describe({ name, packed, content }) {
  return Buffer.concat([
    ...[number(VERSION, 2), number(UTF8_NAMES, 2), number(DEFLATED, 2)],
    ...[number(0, 2), number(FIRST_DATE, 2), number(crc32(content), 4)],
    ...[number(packed.length, 4), number(content.length, 4), number(name.length, 2), number(0, 2)],
  ]);
}

function number(value, bytes) {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}
