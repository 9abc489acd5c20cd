type Liking = { quality: number; precision: number };

/**
 * Whether an `Accept` header would rather have `text/csv` than JSON (RFC 9110 section 12.5.1).
 * Equally liked, the one that is named more precisely wins, and then JSON.
 */
export function prefersCsv(accept: string | undefined): boolean {
  if (accept === undefined) return false;
  const csv = likingOf(accept, ['text/csv', 'text/*', '*/*']);
  const json = likingOf(accept, ['application/json', 'application/*', '*/*']);
  if (csv.quality !== json.quality) return csv.quality > json.quality;
  return csv.quality > 0 && csv.precision > json.precision;
}

/**
 * The one of `offered` languages that an `Accept-Language` header likes best (RFC 9110 section
 * 12.5.4): `de` is offered for `de-AT`. Undefined when it names none of them.
 */
export function preferredLanguage<Language extends string>(
  accept: string | undefined,
  offered: readonly Language[],
): Language | undefined {
  const named = (accept ?? '').toLowerCase().split(',').map(readRange);
  const liked = named.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality);
  for (const { range } of liked) {
    const found = offered.find(
      (language) => range === language || range.startsWith(`${language}-`),
    );
    if (found) return found;
  }
  return undefined;
}

/** The first of `ranges`, most precise first, that the header names. */
function likingOf(accept: string, ranges: readonly string[]): Liking {
  const named = accept.toLowerCase().split(',').map(readRange);
  for (const [index, range] of ranges.entries()) {
    const found = named.find((candidate) => candidate.range === range);
    if (found) return { quality: found.quality, precision: ranges.length - index };
  }
  return { quality: 0, precision: 0 };
}

function readRange(text: string): { range: string; quality: number } {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim());
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = weight === undefined ? 1 : Number(weight.slice(2));
  return { range, quality: Number.isNaN(quality) ? 0 : quality };
}
