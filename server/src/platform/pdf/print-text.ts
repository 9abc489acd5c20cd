import { type Face, lettersOf, NOTO_SANS, openFont, type Weight } from './fonts.ts';
import type { Pdf } from './pdf-file.ts';
import { type Direction, isPlain, replaceUnprintable, runsOf } from './runs.ts';

/** The position of a text: its top left corner, and the width at which it wraps. */
export type TextBox = {
  x: number;
  y: number;
  width: number;
  align?: 'left' | 'right';
  /** The direction of the paragraph; by default that of its first letter. */
  direction?: Direction;
  lineGap?: number;
  /** False for one line, which ends in an ellipsis if it is too long. */
  isWrapped?: boolean;
};

type Look = { weight: Weight; size: number };

/**
 * Prints a text in the current color and returns the position below it. Letters that the base font
 * lacks are printed in the font that has them; letters that none has, by their name.
 */
export function printText(
  pdf: Pdf,
  text: string,
  { weight, size, ...box }: TextBox & Look,
): number {
  const { x, y, width, align = 'left', direction = 'auto', lineGap = 0, isWrapped = true } = box;
  const whole = replaceUnprintable(text.normalize('NFC'));
  const printed = isWrapped ? whole : shorten(pdf, whole, { width, weight, size });
  useFace(pdf, NOTO_SANS, { weight, size });
  if (isPlain(printed)) {
    pdf.text(printed, x, y, { width, align, lineGap, lineBreak: isWrapped });
    return pdf.y;
  }
  const height = pdf.currentLineHeight(true) + lineGap;
  const baseline = y + (fontOf(pdf).ascender / 1000) * size;
  const lines = isWrapped ? wrap(pdf, printed, { width, weight, size }) : [printed];
  for (const [index, line] of lines.entries()) {
    const free = align === 'right' ? width - measure(pdf, line, { weight, size }) : 0;
    const place = { x: x + free, y: baseline + index * height };
    printLine(pdf, line, { ...place, direction, weight, size });
  }
  useFace(pdf, NOTO_SANS, { weight, size });
  pdf.x = x;
  pdf.y = y + lines.length * height;
  return pdf.y;
}

/** The runs are laid out as wholes, because a font shapes and turns the letters of a run. */
const WHOLE = { features: [] };

type Place = { x: number; y: number; direction: Direction };

function printLine(pdf: Pdf, line: string, { x, y, direction, ...look }: Look & Place): void {
  let at = x;
  for (const { text, face } of runsOf(line, direction)) {
    useFace(pdf, face, look);
    const options = { ...WHOLE, lineBreak: false, baseline: 'alphabetic' as const };
    pdf.text(text, at, y, options);
    nameParts(fontOf(pdf));
    at += pdf.widthOfString(text, WHOLE);
  }
}

type EmbeddedFont = { ascender: number; unicode: (number[] | undefined)[] };

/** The font in use, which the types of the library keep to themselves. */
function fontOf(pdf: Pdf): EmbeddedFont {
  return (pdf as Pdf & { _font: EmbeddedFont })._font;
}

const ZERO_WIDTH_SPACE = 0x200b;

/**
 * A glyph that is the second part of a letter (Thai sara am) has no letter of its own; a reader
 * that copies the text would take its number in the font for one.
 */
function nameParts({ unicode }: EmbeddedFont): void {
  for (const [glyph, points] of unicode.entries()) {
    if (points?.length === 0) unicode[glyph] = [ZERO_WIDTH_SPACE];
  }
}

function measure(pdf: Pdf, line: string, look: Look): number {
  return runsOf(line).reduce((sum, { text, face }) => {
    useFace(pdf, face, look);
    return sum + pdf.widthOfString(text, WHOLE);
  }, 0);
}

function shorten(pdf: Pdf, text: string, { width, ...look }: Look & { width: number }): string {
  if (measure(pdf, text, look) <= width) return text;
  const letters = lettersOf(text).map((letter) => letter.text);
  while (letters.length > 0 && measure(pdf, `${letters.join('')}…`, look) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

const MAY_END = /\s$|\p{scx=Han}|\p{scx=Thai}/u;
const words = new Intl.Segmenter('und', { granularity: 'word' });

/** Breaks a text between words, and a word that is wider than the box between letters. */
function wrap(pdf: Pdf, text: string, { width, ...look }: Look & { width: number }): string[] {
  const fits = (line: string) => measure(pdf, line.trimEnd(), look) <= width;
  const lines: string[] = [];
  let line = '';
  for (const word of piecesOf(text)) {
    if (fits(line + word)) {
      line += word;
      continue;
    }
    if (line !== '') lines.push(line.trimEnd());
    line = '';
    const parts = fits(word) ? [word] : breakUp(word, fits);
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1) ?? '';
  }
  return [...lines, line.trimEnd()];
}

function breakUp(word: string, fits: (line: string) => boolean): string[] {
  const parts = [''];
  for (const { text } of lettersOf(word)) {
    const last = parts.at(-1) ?? '';
    if (last === '' || fits(last + text)) parts[parts.length - 1] = last + text;
    else parts.push(text);
  }
  return parts;
}

/** Words with the punctuation and the spaces behind them; Chinese and Thai have words as well. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const { segment, isWordLike } of words.segment(text)) {
    const last = pieces.at(-1);
    if (last === undefined || (isWordLike && MAY_END.test(last))) pieces.push(segment);
    else pieces[pieces.length - 1] = last + segment;
  }
  return pieces;
}

function useFace(pdf: Pdf, face: Face, { weight, size }: Look): void {
  const name = face === NOTO_SANS ? weight : `${face.name} ${weight}`;
  if (face !== NOTO_SANS) pdf.registerFont(name, openFont(face, weight));
  pdf.font(name).fontSize(size);
}
