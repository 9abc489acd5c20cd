const NAME = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/;
const MINUTE_MS = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Returns whether `name` is a time zone of the IANA database, such as `Europe/Vienna`. */
export function isTimeZone(name: string): boolean {
  return NAME.test(name) && formatOf(name) !== undefined;
}

/** Returns the date of a moment in a time zone: `2026-04-30`. */
export function dateIn(zone: string, moment: Date): string {
  return new Date(moment.getTime() + offsetMs(zone, moment.getTime())).toISOString().slice(0, 10);
}

/** Returns the first moment of a date in a time zone. */
export function startOfDate(zone: string, date: string): Date {
  const localMs = Date.parse(`${date}T00:00:00Z`);
  // The offset that applies is one of those a day before and a day after.
  const offsets = [localMs - 86_400_000, localMs + 86_400_000].map((ms) => offsetMs(zone, ms));
  const starts = offsets
    .map((offset) => localMs - offset)
    .filter((ms) => dateIn(zone, new Date(ms)) === date);
  return new Date(starts.length > 0 ? Math.min(...starts) : localMs - (offsets[0] ?? 0));
}

/** Entries of one file are about some months. */
const KEPT_QUARTERS = 5_000;

/**
 * Returns the moment at which a clock of the time zone shows a time, which is given as if it were
 * UTC: the first of two, and for a time that is skipped in spring the moment an hour later. Keeps
 * what it has found for every quarter of an hour, because finding it takes microseconds.
 */
export function createZoneClock(zone: string): (localMs: number) => Date {
  const offsets = new Map<number, number>();
  return (localMs) => {
    const quarter = Math.floor(localMs / QUARTER_MS);
    const known = offsets.get(quarter);
    const offset = known ?? offsetAt(zone, localMs);
    if (known === undefined) {
      if (offsets.size >= KEPT_QUARTERS) offsets.clear();
      offsets.set(quarter, offset);
    }
    return new Date(localMs - offset);
  };
}

/** Zones change on whole quarters of an hour. */
const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;

/** Returns the offset that applies to a local time: the one before, if it still gives that time. */
function offsetAt(zone: string, localMs: number): number {
  const before = offsetMs(zone, localMs - DAY_MS);
  const after = offsetMs(zone, localMs + DAY_MS);
  if (offsetMs(zone, localMs - before) === before) return before;
  return offsetMs(zone, localMs - after) === after ? after : before;
}

/** Returns the date `days` days after a date. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

function offsetMs(zone: string, ms: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone)?.formatToParts(ms) ?? []) parts[type] = +value;
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  return Math.round((local - ms) / MINUTE_MS) * MINUTE_MS;
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  const known = formats.get(zone);
  if (known) return known;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
    return format;
  } catch {
    return undefined;
  }
}
