/**
 * A text of at most this length is looked up whole; of a longer one, two parts of `PART` letters.
 */
const SHORT = 8;
const PART = 5;

const RARE_LETTERS = new Set('bfjkqvwxyz');
/** Email addresses differ most before the @. */
const BEFORE_AT = 5;

type Part = { start: number; letters: string[]; weight: number };

/**
 * Returns the most selective parts of a text. A trigram index takes time for each trigram of the
 * query, and most for frequent ones: among a million customers, a whole email address took 200 ms,
 * its two most selective parts 15 ms.
 */
export function selectiveParts(text: string): string[] {
  const letters = [...text];
  if (letters.length <= SHORT) return [text];
  const parts = partsOf(letters);
  const first = heaviest(parts);
  if (!first) return [text];
  const second = heaviest(parts.filter((part) => !overlap(part, first)));
  return [first, ...(second ? [second] : [])].map((part) => part.letters.join(''));
}

/** Returns every run of `PART` letters or digits, and words of three or four characters whole. */
function partsOf(letters: readonly string[]): Part[] {
  const at = letters.lastIndexOf('@');
  const weigh = (start: number, part: string[]) =>
    part.reduce((sum, letter) => sum + weightOf(letter), 0) + (start < at ? BEFORE_AT : 0);
  return wordsOf(letters).flatMap(({ start, length }) => {
    const size = Math.min(length, PART);
    return Array.from({ length: length - size + 1 }, (_, offset) => {
      const part = letters.slice(start + offset, start + offset + size);
      return { start: start + offset, letters: part, weight: weigh(start + offset, part) };
    });
  });
}

/** Returns the words of letters and digits, which are all that the index contains. */
function wordsOf(letters: readonly string[]): { start: number; length: number }[] {
  const words: { start: number; length: number }[] = [];
  letters.forEach((letter, start) => {
    const last = words.at(-1);
    if (!/[\p{L}\p{N}]/u.test(letter)) return;
    if (last && last.start + last.length === start) last.length += 1;
    else words.push({ start, length: 1 });
  });
  return words.filter(({ length }) => length >= 3);
}

function weightOf(letter: string): number {
  if (/\d/.test(letter)) return 3;
  return RARE_LETTERS.has(letter.toLowerCase()) ? 2 : 1;
}

/** Returns the heaviest part; of equal ones the last, because numbers differ at their end. */
function heaviest(parts: readonly Part[]): Part | undefined {
  return parts.reduce<Part | undefined>(
    (best, part) => (best && best.weight > part.weight ? best : part),
    undefined,
  );
}

function overlap(one: Part, other: Part): boolean {
  return (
    one.start < other.start + other.letters.length && other.start < one.start + one.letters.length
  );
}
