const TIMESTAMP =
  /^(\d{4}-\d{2}-(\d{2}))[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})$/;
/** Days that not every month has. */
const LATE_DAY = 29;

/** The moment that an RFC 3339 time names, to the millisecond; undefined for anything else. */
export function parseTimestamp(text: string): Date | undefined {
  const parts = TIMESTAMP.exec(text);
  if (!parts) return undefined;
  const [, date = '', day] = parts;
  const moment = new Date(text.toUpperCase().replace(' ', 'T'));
  if (Number.isNaN(moment.getTime())) return undefined;
  return Number(day) < LATE_DAY || isRealDay(date) ? moment : undefined;
}

/** `Date` takes 30 February for 1 or 2 March. */
function isRealDay(date: string): boolean {
  return new Date(`${date}T00:00:00Z`).toISOString().startsWith(date);
}
