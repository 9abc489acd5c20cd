import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isEid, withEidCheckDigits } from './eid.ts';

test('thirty digits with their check digits are an EID', () => {
  fc.assert(fc.property(fc.stringMatching(/^\d{30}$/), (body) => isEid(withEidCheckDigits(body))));
});

test('one wrong digit and two swapped neighbours are always noticed', () => {
  const change = fc.integer({ min: 1, max: 9 });
  fc.assert(
    fc.property(fc.stringMatching(/^\d{30}$/), fc.nat({ max: 30 }), change, (body, at, by) => {
      const valid = [...withEidCheckDigits(body)];
      const wrong = valid.with(at, String((Number(valid[at]) + by) % 10));
      const swapped = [...valid.slice(0, at), valid[at + 1], valid[at], ...valid.slice(at + 2)];
      const isSwapSeen = valid[at] === valid[at + 1] || !isEid(swapped.join(''));
      return !isEid(wrong.join('')) && isSwapSeen;
    }),
  );
});

test('accepts the example of SGP.02 and refuses another length', () => {
  expect(isEid('89001012012341234012345678901224')).toBe(true);
  expect(isEid('8900101201234123401234567890122')).toBe(false);
  expect(isEid('89001012012341234012345678901225')).toBe(false);
});

test('check digits are computed for thirty digits only', () => {
  expect(() => withEidCheckDigits('89')).toThrow(RangeError);
});
