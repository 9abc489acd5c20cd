import { invalid } from './refusal.ts';
import { parseTimestamp } from './timestamp.ts';

/** Half-open: `from` is inside, `before` is not. An absent end is open. */
export type TimeRange = { from?: Date; before?: Date };

const DAY_MS = 86_400_000;
/**
 * Nothing here happens outside this range, and some databases and zones cannot represent such
 * times.
 */
const EARLIEST_MS = 0;
const LATEST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MUST = 'must be a date (2026-04-30) or an RFC 3339 time (2026-04-30T09:55:36Z)';

/**
 * Returns the range between `from` and `to` of a query. A date is a day in UTC, and `to` includes
 * the whole day; a time is a moment, in UTC without a zone, and `to` excludes it. Throws
 * `invalid_request` at `/from` or `/to`.
 */
export function parseTimeRange(from?: string, to?: string): TimeRange {
  const range: TimeRange = {};
  if (from !== undefined) range.from = parse('/from', from).start;
  if (to !== undefined) range.before = parse('/to', to).end;
  if (range.from && range.before && range.from > range.before) {
    throw invalid('/to', 'must not be earlier than from');
  }
  return range;
}

function parse(path: string, text: string): { start: Date; end: Date } {
  const isDate = DATE.test(text);
  const start = parseTimestamp(isDate ? `${text}T00:00:00Z` : text);
  if (!start) throw invalid(path, MUST);
  const end = isDate ? new Date(start.getTime() + DAY_MS) : start;
  return { start: clamp(start), end: clamp(end) };
}

function clamp(moment: Date): Date {
  return new Date(Math.min(Math.max(moment.getTime(), EARLIEST_MS), LATEST_MS));
}
