import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainCode, readDigits } from './typed-code.ts';

describe('a typed code', () => {
  it.each([
    ['with spaces and line breaks', ' AB12 \n-CD34\u00a0', 'AB12-CD34'],
    ['with a dash for the hyphen', 'AB12–CD34—EF56−GH78‑', 'AB12-CD34-EF56-GH78-'],
    ['in wide letters', 'ＡＢ１２－ＣＤ', 'AB12-CD'],
    ['with invisible characters', '\ufeffAB\u200b12\u202c', 'AB12'],
  ])('is read %s', (_, typed, plain) => {
    expect(plainCode(typed)).toBe(plain);
  });

  it.each([
    ['with a space', '123 456', '123456'],
    ['with a dash', '123–456', '123456'],
    ['with letters that look like digits', 'O1l |SB', '011158'],
    ['in lower case', 'oz5 b0i', '025801'],
    ['from an Arabic keyboard', '١٢٣ ٤٥٦', '123456'],
    ['from a Persian and an Indian keyboard', '۱۲۳४५६', '123456'],
    ['in wide digits', '１２３４５６', '123456'],
  ])('of digits is read %s', (_, typed, digits) => {
    expect(readDigits(typed)).toBe(digits);
  });

  it.each(['', 'abcdef', '12345x', '12.345', '½'])('of digits is not %j', (typed) => {
    expect(readDigits(typed)).toBeUndefined();
  });

  it('of digits is itself, wherever blanks and dashes stand in it', () => {
    const piece = fc.tuple(
      fc.integer({ min: 0, max: 9 }),
      fc.constantFrom('', ' ', '-', '–', '\u200b'),
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1 }), (pieces) => {
        const digits = pieces.map(([digit]) => digit).join('');
        expect(readDigits(pieces.flat().join(''))).toBe(digits);
      }),
    );
  });
});
