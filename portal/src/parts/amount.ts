const TYPED = /^\d*(?:[.,]\d{0,2})?$/;
const DECIMALS = /^\d{1,2}$/;

/**
 * Returns an amount as the API takes it, `1234.56`, whichever separators it was written with; ''
 * for none. Returns undefined for what could be read in two ways, such as `1,234`, and for what is
 * no amount of at most two decimals.
 */
export function readAmount(text: string): string | undefined {
  const written = text
    .trim()
    .replace(/^[A-Z$€£]+\s*/i, '')
    .replace(/\s*[A-Z$€£]+$/i, '')
    .replaceAll(/(\d)[\s'’](?=\d{3}(?:\D|$))/g, '$1');
  if (written === '' && text.trim() !== '') return undefined;
  if (TYPED.test(written)) return plain(written);
  const at = Math.max(written.lastIndexOf('.'), written.lastIndexOf(','));
  const [decimal, before, after] = [written[at] ?? '', written.slice(0, at), written.slice(at + 1)];
  const other = decimal === '.' ? ',' : '.';
  if (DECIMALS.test(after)) return grouped(before, other)?.concat('.', after);
  return grouped(written, decimal, 2);
}

/** Removes the thousands separators of a number. */
function grouped(text: string, separator: string, least = 1): string | undefined {
  const [first = '', ...rest] = text.split(separator);
  if (rest.length < least || !/^\d{1,3}$/.test(first)) return undefined;
  if (!rest.every((group) => /^\d{3}$/.test(group))) return undefined;
  return [first, ...rest].join('');
}

/** Completes an unfinished amount: `5,` is 5, and `,5` is 0.5. */
function plain(typed: string): string {
  const [whole = '', decimals = ''] = typed.split(/[.,]/);
  if (whole === '' && decimals === '') return '';
  return decimals ? `${whole || '0'}.${decimals}` : whole || '0';
}

/** Returns whether a text is an unfinished amount, which a field leaves unchanged. */
export function isTyped(text: string): boolean {
  return TYPED.test(text);
}
