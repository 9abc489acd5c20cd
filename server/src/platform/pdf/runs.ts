import createBidi, { type Bidi } from 'bidi-js';
import { type Face, findFace, findUnprintable, lettersOf, NOTO_SANS, nameLetter } from './fonts.ts';

const bidi = openBidi();

/** The package exports the function itself, although its types declare a property `default`. */
function openBidi(): Bidi {
  return (createBidi as unknown as () => Bidi)();
}

export type Direction = 'ltr' | 'rtl' | 'auto';

/** A piece of a line in one font and one direction, in the order in which it is written. */
export type Run = { text: string; face: Face };

/** Returns the text with the names of letters in place of those that no font draws. */
export function replaceUnprintable(text: string): string {
  if (findUnprintable(text) === undefined) return text;
  const letters = lettersOf(text).map((letter) =>
    findUnprintable(letter.text) === undefined ? letter.text : `[${nameLetter(letter.text)}]`,
  );
  return letters.join('');
}

/** Whether the base font draws the whole text, from left to right. */
export function isPlain(text: string): boolean {
  return runsOf(text).every(({ face }) => face === NOTO_SANS);
}

/**
 * Splits a line into runs from left to right, in visual order. The Unicode bidirectional algorithm
 * orders them; `direction` is that of the paragraph, by default of its first letter. The font
 * itself turns the letters of a run that is read from the right, but not signs alone.
 */
export function runsOf(line: string, direction: Direction = 'auto'): Run[] {
  if (line === '') return [];
  const faces = facesOf(line);
  const levels = bidi.getEmbeddingLevels(line, direction === 'auto' ? undefined : direction);
  const order = bidi.getReorderedIndices(line, levels, 0, line.length - 1);
  const runs: { indices: number[]; level: number; face: Face }[] = [];
  for (const index of order) {
    const [level, face] = [levels.levels[index] as number, faces[index] as Face];
    const last = runs.at(-1);
    const isNext = last && Math.abs((last.indices.at(-1) as number) - index) === 1;
    if (isNext && last.level === level && last.face === face) last.indices.push(index);
    else runs.push({ indices: [index], level, face });
  }
  return runs.map(({ indices, level, face }) => {
    const start = Math.min(...indices);
    const text = line.slice(start, start + indices.length);
    return { face, text: level % 2 === 1 ? fromTheRight(text) : text };
  });
}

/** Returns the face of each position. A space stays in the font of what is before it. */
function facesOf(line: string): Face[] {
  const faces: Face[] = [];
  for (const { text } of lettersOf(line)) {
    const before = faces.at(-1);
    const face = (text === ' ' ? before : undefined) ?? findFace(text) ?? NOTO_SANS;
    faces.push(...Array<Face>(text.length).fill(face));
  }
  return faces;
}

/** The scripts whose letters a font turns around. */
const TURNED = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

function fromTheRight(text: string): string {
  const mirrored = mirror(text);
  return TURNED.test(text) ? mirrored : [...mirrored].reverse().join('');
}

/** Parentheses and the like open on the other side where letters are read from the right. */
function mirror(text: string): string {
  return [...text].map((letter) => bidi.getMirroredCharacter(letter) ?? letter).join('');
}
