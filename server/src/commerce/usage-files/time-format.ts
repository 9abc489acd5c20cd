import { parseTimestamp } from '../../kernel/timestamp.ts';

/** What a text says about a moment: the moment itself, or a local time without a zone. */
type ReadTime = { moment: Date } | { localMs: number };

/** Returns undefined for a text that has another form or names no real time. */
export type TimeReader = (text: string) => ReadTime | undefined;

type Field = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'ms' | 'half' | 'offset';

/** The parts of a pattern, the longest first where one begins another. */
const TOKENS: Record<string, { field: Field; form: string }> = {
  YYYY: { field: 'year', form: '(\\d{4})' },
  YY: { field: 'year', form: '(\\d{2})' },
  MMM: { field: 'month', form: '([A-Za-z]{3})' },
  MM: { field: 'month', form: '(\\d{2})' },
  M: { field: 'month', form: '(\\d{1,2})' },
  DD: { field: 'day', form: '(\\d{2})' },
  D: { field: 'day', form: '(\\d{1,2})' },
  HH: { field: 'hour', form: '(\\d{2})' },
  H: { field: 'hour', form: '(\\d{1,2})' },
  hh: { field: 'hour', form: '(\\d{2})' },
  h: { field: 'hour', form: '(\\d{1,2})' },
  mm: { field: 'minute', form: '(\\d{2})' },
  ss: { field: 'second', form: '(\\d{2})' },
  SSS: { field: 'ms', form: '(\\d{3})' },
  A: { field: 'half', form: '([AaPp][Mm])' },
  Z: { field: 'offset', form: '(Z|[+-]\\d{2}:?\\d{2})' },
};
const ANY_TOKEN = /YYYY|YY|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|SSS|A|Z|./gsu;
const NEEDED = ['year', 'month', 'day', 'hour', 'minute'] as const;
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MINUTE_MS = 60_000;
const CENTURY = 2000;
const NEVER_A_TOKEN = /[A-Za-z]/;

/**
 * Returns a reader of times of a form: `RFC3339`, `UNIX` (seconds), `UNIX_MS`, or a pattern such as
 * `DD.MM.YYYY HH:mm:ss`, in which a `T` stands for itself.
 */
export function compileTimeFormat(format: string): { read: TimeReader } | { fault: string } {
  if (format === 'RFC3339') return { read: readRfc3339 };
  if (format === 'UNIX') return { read: (text) => readEpoch(text, { perSecond: 1 }) };
  if (format === 'UNIX_MS') return { read: (text) => readEpoch(text, { perSecond: 1_000 }) };
  return compilePattern(format);
}

function compilePattern(format: string): { read: TimeReader } | { fault: string } {
  const fields: Field[] = [];
  let source = '';
  for (const [part] of format.matchAll(ANY_TOKEN)) {
    const token = TOKENS[part];
    if (!token && NEVER_A_TOKEN.test(part) && part !== 'T') {
      return { fault: `has the part ${part}, which is not known` };
    }
    if (token && fields.includes(token.field)) return { fault: `has ${token.field} twice` };
    if (token) fields.push(token.field);
    source += token?.form ?? part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  }
  const missing = NEEDED.find((field) => !fields.includes(field));
  if (missing) return { fault: `has no ${missing}: a pattern such as DD.MM.YYYY HH:mm is needed` };
  if (/h/.test(format) !== fields.includes('half'))
    return { fault: 'needs A with hh, and only then' };
  const pattern = new RegExp(`^${source}$`);
  return { read: (text) => readParts(pattern.exec(text), fields) };
}

function readParts(match: RegExpExecArray | null, fields: readonly Field[]): ReadTime | undefined {
  if (!match) return undefined;
  const parts: Partial<Record<Field, string>> = {};
  for (const [index, field] of fields.entries()) parts[field] = match[index + 1] as string;
  const localMs = toLocal(parts);
  if (localMs === undefined) return undefined;
  if (parts.offset === undefined) return { localMs };
  return { moment: new Date(localMs - offsetMsOf(parts.offset)) };
}

function toLocal(parts: Partial<Record<Field, string>>): number | undefined {
  const year = parts.year?.length === 2 ? CENTURY + Number(parts.year) : Number(parts.year);
  const month = monthOf(parts.month ?? '');
  const [day, minute] = [Number(parts.day), Number(parts.minute)];
  const second = Number(parts.second ?? 0);
  const hour = hourOf(Number(parts.hour), parts.half);
  if (hour === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second, Number(parts.ms ?? 0));
  const at = new Date(ms);
  const isReal = at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return isReal && at.getUTCFullYear() === year ? ms : undefined;
}

function monthOf(text: string): number {
  return /^\d/.test(text) ? Number(text) : MONTHS.indexOf(text.toLowerCase()) + 1;
}

/** Twelve hours of the clock, if the half of the day is given. */
function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

function offsetMsOf(text: string): number {
  if (text === 'Z') return 0;
  const digits = text.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (text[0] === '-' ? -minutes : minutes) * MINUTE_MS;
}

/** A time without a zone is local. */
function readRfc3339(text: string): ReadTime | undefined {
  const moment = parseTimestamp(text);
  if (!moment) return undefined;
  return /([Zz]|[+-]\d{2}:\d{2})$/.test(text) ? { moment } : { localMs: moment.getTime() };
}

function readEpoch(text: string, { perSecond }: { perSecond: number }): ReadTime | undefined {
  if (!/^\d{1,16}(\.\d{1,9})?$/.test(text)) return undefined;
  const moment = new Date(Math.floor((Number(text) / perSecond) * 1_000));
  return Number.isNaN(moment.getTime()) ? undefined : { moment };
}
