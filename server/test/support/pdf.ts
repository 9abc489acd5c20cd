import { inflateSync } from 'node:zlib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Picture, pictureOf } from './pictures.ts';

/** The text of a PDF, its pieces in order with a space between, and what it says of itself. */
export async function readPdf(bytes: Buffer): Promise<{ text: string; title: string; at: string }> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages = Array.from({ length: pdf.numPages }, (_, index) => index + 1);
  const texts = await Promise.all(
    pages.map(async (page) => {
      const { items } = await (await pdf.getPage(page)).getTextContent();
      return items.flatMap((item) => ('str' in item ? item.str : [])).join(' ');
    }),
  );
  const info = (await pdf.getMetadata()).info as Record<string, string>;
  await pdf.destroy();
  const text = texts.join(' ').replace(/\s+/g, ' ');
  return { text, title: info.Title ?? '', at: info.CreationDate ?? '' };
}

/** The squares of the QR code that a PDF draws, as a picture for a decoder. */
export function qrOfPdf(bytes: Buffer): Picture {
  const squares = streamsOf(bytes).flatMap((stream) =>
    [...stream.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) \3 re/g)].map((square) => square.map(Number)),
  );
  const [, left = 0, top = 0, dot = 1] = squares.reduce((one, other) =>
    (other[1] ?? 0) + (other[2] ?? 0) < (one[1] ?? 0) + (one[2] ?? 0) ? other : one,
  );
  const dots = squares.map(([, x = 0, y = 0]) => [(x - left) / dot, (y - top) / dot] as const);
  return pictureOf(dots.map(([x, y]) => [Math.round(x), Math.round(y)] as const));
}

function streamsOf(bytes: Buffer): string[] {
  const text = bytes.toString('latin1');
  return [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].flatMap(([, body = '']) => {
    try {
      return inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
    } catch {
      return [];
    }
  });
}
