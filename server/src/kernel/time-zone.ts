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
