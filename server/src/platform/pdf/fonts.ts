import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as fontkit from 'fontkit';

export type Weight = 'regular' | 'bold';

/** One family: the files of its two weights, and what it can draw. */
export type Face = { name: string; files: Record<Weight, string> };

const { resolve } = createRequire(import.meta.url);
/** The packages keep the files beside their code. */
const fontsOf = (name: string) => join(dirname(resolve(`@embedpdf/fonts-${name}`)), '../fonts');
const faceOf = (name: string, folder: string, type = 'ttf'): Face => ({
  name,
  files: {
    regular: join(folder, `${name}-Regular.${type}`),
    bold: join(folder, `${name}-Bold.${type}`),
  },
});
const thai = join(dirname(resolve('@fontsource/noto-sans-thai')), 'files/noto-sans-thai-thai');

/** Latin, Greek and Cyrillic; it prints what it can, and the others what it lacks. */
export const NOTO_SANS: Face = faceOf('NotoSans', fontsOf('latin'));

/** The faces in the order in which they are asked for a letter. The Chinese one has kana too. */
const FACES: readonly Face[] = [
  NOTO_SANS,
  faceOf('NotoSansHebrew', fontsOf('hebrew')),
  faceOf('NotoNaskhArabic', fontsOf('arabic')),
  {
    name: 'NotoSansThai',
    files: { regular: `${thai}-400-normal.woff`, bold: `${thai}-700-normal.woff` },
  },
  faceOf('NotoSansKR', fontsOf('kr'), 'otf'),
  faceOf('NotoSansHans', fontsOf('sc'), 'otf'),
];

const fonts = new Map<string, fontkit.Font>();

/**
 * Returns the font of a face for one document. Decoding the tables of a font takes most of the time
 * of a document, so that all documents share them. The types of the library know no open fonts.
 */
export function openFont(face: Face, weight: Weight): string {
  // A glyph keeps the letters that it first stood for, which no other document may read.
  const own = { _glyphs: { value: {} } };
  return Object.create(sharedFont(face, weight), own);
}

function sharedFont({ files }: Face, weight: Weight): fontkit.Font {
  const path = files[weight];
  const font = fonts.get(path) ?? (fontkit.create(readFileSync(path)) as fontkit.Font);
  fonts.set(path, font);
  return font;
}

/** Returns the first face with all letters of a grapheme; undefined if there is none. */
export function findFace(grapheme: string): Face | undefined {
  const points = [...grapheme].map((letter) => letter.codePointAt(0) as number);
  return FACES.find((face) => points.every((point) => hasPoint(face, point)));
}

function hasPoint(face: Face, point: number): boolean {
  return sharedFont(face, 'regular').hasGlyphForCodePoint(point);
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** Controls, marks of direction and private letters, which no font draws. */
const UNDRAWN = /[\p{C}\p{Zl}\p{Zp}]/u;

/** Splits a text into what a reader takes for one letter, with its place. */
export function lettersOf(text: string): { text: string; at: number }[] {
  return Array.from(graphemes.segment(text), ({ segment, index }) => ({
    text: segment,
    at: index,
  }));
}

/** Returns the first letter of the text that no font draws; undefined if all can be printed. */
export function findUnprintable(text: string): string | undefined {
  const letter = lettersOf(text).find((one) => UNDRAWN.test(one.text) || !findFace(one.text));
  return letter?.text;
}

/** Returns how a letter that cannot be printed is named: `U+1F30D`. */
export function nameLetter(letter: string): string {
  const points = [...letter].map((one) => (one.codePointAt(0) as number).toString(16));
  return points.map((point) => `U+${point.toUpperCase().padStart(4, '0')}`).join(' ');
}
