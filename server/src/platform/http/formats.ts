import { isIP } from 'node:net';
import { isCountryCode, toCountryCode } from '../../kernel/country-code.ts';
import { isCustomerEmail, isEmail } from '../../kernel/email.ts';
import { toIccid } from '../../kernel/iccid.ts';

/** A named form of a string, and the words that follow its path when it is not met. */
type Format = {
  validate: (text: string) => boolean;
  message: string;
  /** Returns the one spelling of a value, before it is checked. */
  toStandard?: (text: string) => string;
  /** The same in plain JSON Schema, for readers without our formats. */
  meaning?: object;
};

/** The formats that route schemas may name. */
export const FORMATS: Record<string, Format> = {
  country: {
    validate: isCountryCode,
    toStandard: (text) => toCountryCode(text) ?? text,
    message: 'must be an ISO 3166-1 alpha-2 code',
    meaning: { pattern: '^[A-Za-z]{2}$' },
  },
  // An ICCID that no eSIM has is not found, whatever its form.
  iccid: { validate: () => true, message: 'must be an ICCID', toStandard: toIccid, meaning: {} },
  // A zone (fe80::1%eth0) means something on one machine only.
  ip: {
    validate: (text) => isIP(text) !== 0 && !text.includes('%'),
    message: 'must be an IPv4 or IPv6 address',
  },
  email: { validate: isEmail, message: 'must be an email address' },
  'customer-email': {
    validate: isCustomerEmail,
    message: 'must be an email address',
    meaning: { format: 'email' },
  },
  uuid: {
    validate: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text),
    message: 'must be a UUID',
  },
  uri: { validate: (text) => URL.canParse(text), message: 'must be an absolute URL' },
  date: { validate: isDate, message: 'must be a date such as 2026-04-30' },
  'date-time': {
    validate: isTime,
    message: 'must be an RFC 3339 time such as 2026-04-30T09:55:36.430Z',
  },
  'date-or-time': {
    validate: (text) => isDate(text) || isTime(text),
    message: 'must be a date such as 2026-04-30 or an RFC 3339 time',
  },
};

/** The formats of times. A time without a zone is UTC, which `validation.ts` adds. */
export const TIME_FORMATS = new Set(['date-time', 'date-or-time']);

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;

/**
 * Returns whether the day exists, in the years 0001 to 9999, which PostgreSQL and JavaScript share.
 */
function isDate(text: string): boolean {
  if (!DATE.test(text) || text.startsWith('0000')) return false;
  return new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

function isTime(text: string): boolean {
  if (!/^.{10}[t ]/i.test(text) || !isDate(text.slice(0, 10)) || !TIME.test(text.slice(11))) {
    return false;
  }
  const year = new Date(text).getUTCFullYear();
  return year >= 1 && year <= 9999;
}
