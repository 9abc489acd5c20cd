import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasValidLuhn, luhnDigit, withLuhn } from './check-digits.ts';

const digits = fc.stringMatching(/^\d{1,30}$/);

test('the Luhn digit is the one of the standard’s own example', () => {
  expect(luhnDigit('7992739871')).toBe('3');
});

test('digits with their Luhn digit are valid', () => {
  fc.assert(fc.property(digits, (text) => hasValidLuhn(withLuhn(text))));
});

test('one wrong digit is always noticed', () => {
  fc.assert(
    fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (text, place, change) => {
      const valid = [...withLuhn(text)];
      const at = place % valid.length;
      valid[at] = String((Number(valid[at]) + change) % 10);
      return !hasValidLuhn(valid.join(''));
    }),
  );
});
