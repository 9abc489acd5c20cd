import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

test('a CSV reader reads back every cell, formulas behind an apostrophe', () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom('"', ',', '\r\n', '\r', '\n', ' "a", b\n'));
  const records = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 });
  fc.assert(
    fc.property(records, (written) => {
      const expected = written.map((cells) =>
        cells.map((text) => (FORMULA.test(text) ? `'${text}` : text)),
      );
      expect(parse(toCsv(written), { record_delimiter: '\r\n' })).toEqual(expected);
    }),
  );
});

test('cells are quoted only where it is needed, and each record ends with CRLF', () => {
  expect(toCsv([['1', undefined, null, 'Austria, 3 GB', 'say "hi"']])).toBe(
    '1,,,"Austria, 3 GB","say ""hi"""\r\n',
  );
});

test.each(['=cmd|', '+1', '-1+2', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
  'the text %j is not a formula in a spreadsheet',
  (text) => {
    expect(parse(toCsv([[text, '']]), { record_delimiter: '\r\n' })).toEqual([[`'${text}`, '']]);
  },
);

test('amounts and counts keep their sign and stay numbers', () => {
  expect(toCsv([[-490n, 5n, 0n, -3, 7]])).toBe('-4.90,0.05,0.00,-3,7\r\n');
});
