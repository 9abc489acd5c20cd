export const NAME_RULE = 'must be 1 to 255 characters, not blank, without control characters';

/** Returns whether a person may call something so: a key, a company, an item; see `NAME_RULE`. */
export function isName(text: string): boolean {
  return text.trim() !== '' && text.length <= 255 && !/[\p{Cc}\p{Cs}]/u.test(text);
}
