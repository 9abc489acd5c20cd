const BLOCK = 512;
const NAME_BYTES = 100;
const PREFIX_BYTES = 155;

/**
 * Returns a tar archive (POSIX ustar) of the entries, in their order. An entry has `path`,
 * `content` (a Buffer) and `mode`; owner and group are 0 and every time is `mtimeSeconds`, so that
 * the same entries make the same bytes.
 */
export function tar(entries, { mtimeSeconds }) {
  const blocks = entries.flatMap(({ path, content, mode }) => [
    header({ path, size: content.length, mode, mtimeSeconds }),
    content,
    Buffer.alloc(padding(content.length)),
  ]);
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

function header({ path, size, mode, mtimeSeconds }) {
  const block = Buffer.alloc(BLOCK);
  const { name, prefix } = split(path);
  block.write(name, 0);
  block.write(octal(mode, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(mtimeSeconds, 12), 136);
  block.write(' '.repeat(8), 148);
  block.write('0', 156);
  block.write('ustar\x0000', 257);
  block.write(prefix, 345);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** Splits a long path at a slash into the two fields of the format. */
function split(path) {
  if (Buffer.byteLength(path) <= NAME_BYTES) return { name: path, prefix: '' };
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
    const [prefix, name] = [path.slice(0, at), path.slice(at + 1)];
    if (Buffer.byteLength(name) > NAME_BYTES) continue;
    if (Buffer.byteLength(prefix) <= PREFIX_BYTES) return { name, prefix };
  }
  throw new Error(`The path ${path} is too long for a tar archive.`);
}

function octal(number, bytes) {
  return `${number.toString(8).padStart(bytes - 1, '0')}\0`;
}

function padding(length) {
  return (BLOCK - (length % BLOCK)) % BLOCK;
}
