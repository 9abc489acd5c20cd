const SHORTENED = /^\d(?:[.,]\d+)?E\+?\d+$/i;

/** Returns the fault of a number that a spreadsheet has shortened (`8.94E+18`), or undefined. */
export function shortenedNumber(text: string): string | undefined {
  if (!SHORTENED.test(text.trim())) return undefined;
  return `a spreadsheet shortened this number to ${text}; format the column as text and save again`;
}
