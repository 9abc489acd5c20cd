import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withLuhn } from './check-digits.ts';
import { isIccid } from './iccid.ts';

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
