import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCsvLine } from './csv.ts';

test('whatever is written, a CSV reader reads again', () => {
  const field = fc.oneof(fc.string(), fc.constantFrom('"', ',', '\r\n', ' "a", b\n', '=1+1'));
  const records = fc.array(fc.array(field, { minLength: 2, maxLength: 2 }), { minLength: 1 });
  fc.assert(
    fc.property(records, (written) => {
      const text = written.map(toCsvLine).join('');
      expect(parse(text, { record_delimiter: '\r\n' })).toEqual(written);
    }),
  );
});

test('quotes only what needs it, and ends each record with CRLF', () => {
  expect(toCsvLine(['1', undefined, 'Austria, 3 GB', 'say "hi"'])).toBe(
    '1,,"Austria, 3 GB","say ""hi"""\r\n',
  );
});
