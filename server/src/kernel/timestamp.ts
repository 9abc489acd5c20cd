const TIMESTAMP =
  /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})?$/;
const WITHOUT_ZONE = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?$/;
/** Where it has the date, and the day in it. */
const [DAY_START, DATE_END] = [8, 10];
/** Days that not every month has. */
const LATE_DAY = 29;

/** Returns a time with the zone UTC if it has none; any other text as it is. */
export function inUtcByDefault(text: string): string {
  return WITHOUT_ZONE.test(text) ? `${text}Z` : text;
}

/**
 * Returns the moment that an RFC 3339 time names, to the millisecond; undefined for anything else.
 * A time without a zone is UTC.
 */
export function parseTimestamp(sent: string): Date | undefined {
  if (!TIMESTAMP.test(sent)) return undefined;
  const text = inUtcByDefault(sent);
  const isCanonical = text[DATE_END] === 'T' && text.endsWith('Z');
  const moment = new Date(isCanonical ? text : text.toUpperCase().replace(' ', 'T'));
  if (Number.isNaN(moment.getTime())) return undefined;
  const day = Number(text.slice(DAY_START, DATE_END));
  return day < LATE_DAY || isRealDay(text.slice(0, DATE_END)) ? moment : undefined;
}

/** `Date` reads 30 February as 1 or 2 March. */
function isRealDay(date: string): boolean {
  return new Date(`${date}T00:00:00Z`).toISOString().startsWith(date);
}
