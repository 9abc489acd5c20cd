import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { withLuhn } from './check-digits.ts';
import { isIccid, numberIn, readIccid, toIccid } from './iccid.ts';

test('19 and 20 digits starting 89 with their Luhn digit are an ICCID', () => {
  fc.assert(fc.property(fc.stringMatching(/^89\d{16,17}$/), (body) => isIccid(withLuhn(body))));
});

test('another length or another beginning is not, even with its Luhn digit', () => {
  const tooShort = fc.stringMatching(/^89\d{0,15}$/);
  const tooLong = fc.stringMatching(/^89\d{18,25}$/);
  const elsewhere = fc.stringMatching(/^(?:[0-7]\d|8[0-8]|9\d)\d{16,17}$/);
  fc.assert(
    fc.property(fc.oneof(tooShort, tooLong, elsewhere), (body) => !isIccid(withLuhn(body))),
  );
});

test.each([
  '',
  '89',
  '8944500102198304827',
  ' 8944500102198304826',
  '8944500102198304826\n',
  '89A',
])('refuses %j', (text) => {
  expect(isIccid(text)).toBe(false);
});

test('accepts a printed one', () => {
  expect(isIccid('8944500102198304826')).toBe(true);
});

const A = '8944502102198304824';

describe('toIccid', () => {
  it.each([
    `${A}F`,
    `${A}f`,
    `'${A}`,
    ` ${A} `,
    '8944 5021 0219 8304 824',
    '8944-5021-0219-8304-824',
    '8944\u00a05021\u00a00219\u00a08304\u00a0824',
  ])('returns the one spelling of %j', (text) => {
    expect(toIccid(text)).toBe(A);
  });

  it('finds any ICCID again, however it is grouped and filled', () => {
    const body = fc.stringMatching(/^89\d{16,17}$/);
    const separator = fc.constantFrom('', ' ', '-', '\u00a0');
    fc.assert(
      fc.property(body, separator, fc.integer({ min: 1, max: 6 }), (digits, between, width) => {
        const iccid = withLuhn(digits);
        const groups = iccid.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
        const filler = iccid.length === 19 ? 'F' : '';
        expect(toIccid(groups.join(between) + filler)).toBe(iccid);
      }),
    );
  });
});

describe('readIccid', () => {
  it.each([
    ['8.94E+18', 'a spreadsheet shortened this number to 8.94E+18'],
    ['8,944502102E+18', 'a spreadsheet shortened this number'],
    ['', 'is missing'],
    ['894450210219830482', 'has 18 digits: its check digit is missing'],
    ['8944502102198304825', 'has a wrong check digit'],
    ['898604B7192271001234', 'has other signs than digits'],
    ['1244502102198304824', 'does not begin with 89'],
    ['8944', 'has 4 digits and not 19 or 20'],
  ])('refuses %j and says why', (text, fault) => {
    expect(readIccid(text)).toEqual({ fault: expect.stringContaining(fault) });
  });

  it.each(['894450210219830482', '8944502102198304825', '898604B7192271001234'])(
    'takes the unusual %s if it is told to, and says that it is unusual',
    (iccid) => {
      expect(readIccid(iccid, { takesUnusual: true })).toEqual({ iccid, isUnusual: true });
    },
  );

  it('refuses what is not an ICCID, even if it takes unusual ones', () => {
    for (const text of ['', '8944', '8.94E+18', '89G604B7192271001234']) {
      expect(readIccid(text, { takesUnusual: true })).toHaveProperty('fault');
    }
  });
});

test('a number in a text is that of a part of an ICCID or IMSI, or a whole ICCID', () => {
  expect(
    ['8944', '894 45-02', ` ${A.slice(0, 9)}-${A.slice(9)}F`, '2602 1661'].map(numberIn),
  ).toEqual(['8944', '8944502', A, '26021661']);
  expect(numberIn('898604b7192271001234')).toBe('898604B7192271001234');
  for (const text of ['', '-', 'abc', '89ab', '12.50', 'GS-1234', '8944F']) {
    expect(numberIn(text)).toBeUndefined();
  }
});
