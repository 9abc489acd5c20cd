import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTyped, readAmount } from '../../../portal/src/parts/amount.ts';

describe('an amount that is typed or pasted', () => {
  it.each([
    ['5.49', '5.49'],
    ['5,49', '5.49'],
    [' 5,49 ', '5.49'],
    ['USD 5,49', '5.49'],
    ['5.49 USD', '5.49'],
    ['5,49 €', '5.49'],
    ['1,234.56', '1234.56'],
    ['1.234,56', '1234.56'],
    ['1 234,56', '1234.56'],
    ["1'234.56", '1234.56'],
    ['1,234,567', '1234567'],
    ['12', '12'],
    ['5,', '5'],
    [',5', '0.5'],
    ['', ''],
  ])('reads %s as %s, whichever separators it was written with', (text, amount) => {
    expect(readAmount(text)).toBe(amount);
  });

  it.each(['1,234', '1.234', '5,49.', '5.495', '5 49', '-5', '1e3', 'five', '5,4,9', '12,34,567'])(
    'does not guess what %s means',
    (text) => {
      expect(readAmount(text)).toBeUndefined();
    },
  );

  it('never becomes another amount while its characters are typed one after the other', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999_999 }),
        fc.constantFrom('.', ','),
        (cents, by) => {
          const text = (cents / 100).toFixed(2).replace('.', by);
          for (let end = 1; end <= text.length; end += 1) {
            expect(isTyped(text.slice(0, end))).toBe(true);
          }
          expect(readAmount(text)).toBe((cents / 100).toFixed(2));
        },
      ),
    );
  });
});
