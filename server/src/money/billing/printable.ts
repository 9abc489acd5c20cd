import { invalid } from '../../kernel/refusal.ts';

const PRINTABLE =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}\p{P}\p{Sc}\p{Zs}+=<>|~^`´°]+$/u;
const RULE = 'must be Latin, Greek or Cyrillic letters, which is what invoices are printed in';

/** Throws `invalid_request` at the first field with a letter that an invoice cannot print. */
export function requirePrintable<Fields extends object>(
  fields: Fields,
  names: readonly (keyof Fields & string)[],
): void {
  for (const name of names) {
    const text = fields[name];
    if (typeof text !== 'string') continue;
    if (text.trim() === '') throw invalid(`/${name}`, 'must not be blank');
    if (!PRINTABLE.test(text)) throw invalid(`/${name}`, RULE);
  }
}
