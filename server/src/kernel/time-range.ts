import { invalid } from './refusal.ts';

/** Half-open: `from` is inside, `before` is not. An absent end is open. */
export type TimeRange = { from?: Date; before?: Date };

const DAY_MS = 86_400_000;
/** Nothing here happens earlier or later, and not every database and zone can say such a moment. */
const EARLIEST_MS = 0;
const LATEST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
const MUST = 'must be a date (2026-04-30) or an RFC 3339 time (2026-04-30T09:55:36Z)';

/**
 * The range that `from` and `to` of a query name. A date is a day in UTC and `to` includes all of
 * it; a time is a moment, and what happened at the moment `to` itself is outside. Refuses
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
  const start = new Date(text.toUpperCase().replace(' ', 'T'));
  const isMoment = !Number.isNaN(start.getTime()) && (isDate || TIME.test(text));
  if (!isMoment || !isRealDay(text.slice(0, 10))) throw invalid(path, MUST);
  const end = isDate ? new Date(start.getTime() + DAY_MS) : start;
  return { start: clamp(start), end: clamp(end) };
}

function clamp(moment: Date): Date {
  return new Date(Math.min(Math.max(moment.getTime(), EARLIEST_MS), LATEST_MS));
}

/** `Date` takes 30 February for 1 or 2 March. */
function isRealDay(date: string): boolean {
  return new Date(date).toISOString().startsWith(date);
}
