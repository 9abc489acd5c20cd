import { createHash } from 'node:crypto';
import { findReferences } from '../../../money/payments/index.ts';
import type { ReadLine } from './bank-line.ts';

/** Long enough to tell entries apart, and short enough for the receipt of an entry. */
const ID_LENGTH = 40;

/**
 * Returns the lines with what identifies each: the day, the amount, and the payment references in
 * its text, or else the letters and digits of the text, because formats write blanks and signs
 * differently. Of equal lines of a file, the first, the second and so on are told apart: banks
 * repeat whole days, never parts of one.
 */
export function identifyLines(lines: readonly ReadLine[]): (ReadLine & { entryId: string })[] {
  const counts = new Map<string, number>();
  return lines.map((line) => {
    const { bookedOn, amountMinor, currency, text } = line;
    const references = findReferences(text).right.toSorted();
    const written = text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
    const named = references.length > 0 ? references.join(' ') : written;
    const facts = [bookedOn, amountMinor, currency, named].join('|');
    const count = (counts.get(facts) ?? 0) + 1;
    counts.set(facts, count);
    const hash = createHash('sha256').update(`${facts}|${count}`).digest('hex');
    return { ...line, entryId: `${bookedOn}/${hash.slice(0, ID_LENGTH)}` };
  });
}
