import { invalid } from '../../kernel/refusal.ts';
import { findUnprintable, nameLetter } from '../../platform/pdf/fonts.ts';

/** Throws `invalid_request` at the first field with a letter that no font of invoices has. */
export function requirePrintable<Fields extends object>(
  fields: Fields,
  names: readonly (keyof Fields & string)[],
): void {
  for (const name of names) {
    const text = fields[name];
    if (typeof text !== 'string') continue;
    if (text.trim() === '') throw invalid(`/${name}`, 'must not be blank');
    const letter = findUnprintable(text.normalize('NFC'));
    if (letter === undefined) continue;
    throw invalid(`/${name}`, `must not contain ${nameLetter(letter)}, which cannot be printed`);
  }
}
