import { inflateSync } from 'node:zlib';
import decodeQR from 'qr/decode.js';
import { expect } from 'vitest';

/** A picture as canvases have it: four bytes a pixel. */
export type Picture = { width: number; height: number; data: Uint8Array };

/** The pixels of a one-bit PNG without filters, each chunk checked for its length. */
export function readPng(png: Buffer): Picture {
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const length = png.readUInt32BE(at);
    chunks.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length));
  }
  expect([...chunks.keys()]).toEqual(['IHDR', 'IDAT', 'IEND']);
  const header = chunks.get('IHDR') as Buffer;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  expect([...header.subarray(8)]).toEqual([1, 0, 0, 0, 0]);
  const lines = inflateSync(chunks.get('IDAT') as Buffer);
  const lineLength = 1 + Math.ceil(width / 8);
  expect(lines.length).toBe(height * lineLength);
  return paint(width, (x, y) => {
    const byte = lines[y * lineLength + 1 + (x >> 3)] ?? 0;
    return (byte & (0x80 >> (x & 7))) === 0;
  });
}

/** The text of a QR code as SVG. */
export function readSvgCode(svg: string): string {
  return decodeQR(readSvg(svg));
}

/** The picture that the runs of the path draw, eight pixels a dot. */
function readSvg(svg: string): Picture {
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]);
  const runs = [...svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)].map((run) => run.map(Number));
  const black = new Set(
    runs.flatMap(([, x = 0, y = 0, length = 0]) =>
      Array.from({ length }, (_, index) => `${x + index} ${y}`),
    ),
  );
  return paint(size * 8, (x, y) => black.has(`${x >> 3} ${y >> 3}`));
}

function paint(width: number, isBlack: (x: number, y: number) => boolean): Picture {
  const data = new Uint8Array(width * width * 4).fill(255);
  for (let at = 0; at < width * width; at += 1) {
    if (isBlack(at % width, Math.floor(at / width))) data.fill(0, at * 4, at * 4 + 3);
  }
  return { width, height: width, data };
}

/** The black dots of a code, eight pixels each, with the white around them. */
export function pictureOf(dots: readonly (readonly [x: number, y: number])[]): Picture {
  const quiet = 4;
  const black = new Set(dots.map(([x, y]) => `${x + quiet} ${y + quiet}`));
  const size = Math.max(...dots.map(([x]) => x)) + 1 + 2 * quiet;
  return paint(size * 8, (x, y) => black.has(`${x >> 3} ${y >> 3}`));
}
