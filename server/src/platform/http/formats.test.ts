import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTRY_CODES } from '../../kernel/country-code.ts';
import { FORMATS } from './formats.ts';

const isValid = (format: string, text: string) => FORMATS[format]?.validate(text);

describe('an email address', () => {
  it.each([
    'traveller@example.com',
    'first.last+tag@sub.example.co.uk',
    "o'brien@example.com",
    'x@münchen.example',
    'имя@почта.рф',
    `${'x'.repeat(64)}@example.com`,
  ])('may be %s', (text) => {
    expect(isValid('email', text)).toBe(true);
  });

  it.each([
    '',
    '@',
    'x@',
    '@example.com',
    'x',
    'x@localhost',
    'x@example..com',
    'x..y@example.com',
    '.x@example.com',
    'x.@example.com',
    'x@-example.com',
    'x@example.com.',
    'x y@example.com',
    'x@exam ple.com',
    'x@example.com\n',
    'x@y@example.com',
    'a,b@example.com',
    '<x@example.com>',
    'x\u0000@example.com',
    'x\u202e@example.com',
    `${'x'.repeat(65)}@example.com`,
    `x@${'y'.repeat(64)}.com`,
    `x@${'yyyyyyyyy.'.repeat(26)}com`,
  ])('may not be %j', (text) => {
    expect(isValid('email', text)).toBe(false);
  });

  it.each(['ta..ro..0511@docomo.ne.jp', 'ta.ro.@docomo.ne.jp', '.taro@ezweb.ne.jp'])(
    'of a customer may be %s, which no mail is sent to',
    (text) => {
      expect([isValid('customer-email', text), isValid('email', text)]).toEqual([true, false]);
    },
  );

  it.each(['x', 'x@', '@example.com', 'x y@example.com', 'x@example..com', 'a,b@example.com'])(
    'of a customer may not be %j',
    (text) => {
      expect(isValid('customer-email', text)).toBe(false);
    },
  );

  it('is decided quickly, however odd the text', () => {
    const started = performance.now();
    isValid('email', `${'a.'.repeat(5000)}@`);
    isValid('email', `x@${'a-'.repeat(100)}!`);
    isValid('email', `x@${'a.'.repeat(126)}!`);
    expect(performance.now() - started).toBeLessThan(100);
  });
});

describe('a country', () => {
  it('is any code of ISO 3166-1 in either case', () => {
    for (const code of COUNTRY_CODES) {
      expect(isValid('country', code)).toBe(true);
      expect(isValid('country', code.toLowerCase())).toBe(true);
    }
    expect(COUNTRY_CODES.length).toBe(250);
  });

  it.each(['', 'A', 'XX', 'AUT', 'a\u0131', 'AC', 'TA', 'ZZ', '__'])('is not %j', (text) => {
    expect(isValid('country', text)).toBe(false);
  });
});

describe('an IP address', () => {
  it.each(['203.0.113.7', '::1', '2001:db8::ffff', '::ffff:203.0.113.7'])('may be %s', (text) => {
    expect(isValid('ip', text)).toBe(true);
  });

  it.each(['', '256.0.0.1', '1.2.3', '01.2.3.4', 'fe80::1%eth0', '203.0.113.7/24', ' 203.0.113.7'])(
    'may not be %j',
    (text) => {
      expect(isValid('ip', text)).toBe(false);
    },
  );
});

describe('a date or a time', () => {
  it.each(['2026-04-30', '2024-02-29', '0001-01-01', '9999-12-31'])('may be the day %s', (text) => {
    expect(isValid('date', text)).toBe(true);
    expect(isValid('date-or-time', text)).toBe(true);
    expect(isValid('date-time', text)).toBe(false);
  });

  it.each([
    '2026-04-30T09:55:36Z',
    '2026-04-30t09:55:36.430z',
    '2026-04-30 09:55:36+05:45',
    '2026-04-30T09:55:36.123456789-12:00',
  ])('may be the moment %s', (text) => {
    expect(isValid('date-time', text)).toBe(true);
    expect(isValid('date-or-time', text)).toBe(true);
  });

  it.each([
    '',
    '2026-02-29',
    '2026-04-31',
    '2026-13-01',
    '0000-01-01',
    '2026-4-30',
    '2026-04-30T09:55:36',
    '2026-04-30T24:00:00Z',
    '2026-04-30T09:55:60Z',
    '2026-02-30T09:55:36Z',
    '0001-01-01T00:00:00+14:00',
    '9999-12-31T23:59:59-14:00',
    '20260430',
    'now',
  ])('may not be %j', (text) => {
    expect(isValid('date-or-time', text)).toBe(false);
  });

  it('that is accepted is always a moment that JavaScript knows', () => {
    const digits = fc.stringMatching(
      /^\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d))?$/,
    );
    fc.assert(
      fc.property(digits, (text) => {
        if (isValid('date-or-time', text)) expect(Date.parse(text)).not.toBeNaN();
      }),
      { numRuns: 2_000 },
    );
  });
});
