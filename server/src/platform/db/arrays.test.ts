import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { bigints, texts, timestamps, uuids } from './arrays.ts';
import { sql } from './database.ts';

const test_ = await forThisFile(createTestDatabase({ isEmpty: true }), { hasBooks: false });

const nullable = <Value>(one: fc.Arbitrary<Value>) => fc.array(fc.option(one), { maxLength: 20 });
const moment = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});
const storable = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'));

test('lists arrive as they were given, whatever is in them', async () => {
  const lists = fc.record({
    ids: nullable(fc.uuid()),
    numbers: nullable(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
    moments: nullable(moment),
    words: nullable(fc.oneof(storable, fc.constantFrom('', 'NULL', '{"a"}', '\\', 'ä€😀'))),
  });
  await fc.assert(
    fc.asyncProperty(lists, async ({ ids, numbers, moments, words }) => {
      const row = await test_.db.row(sql`
        select ${uuids(ids)}::uuid[]::text[] as ids, ${bigints(numbers)}::bigint[] as numbers,
          ${timestamps(moments)}::timestamptz[] as moments, ${texts(words)}::text[] as words`);
      expect(row).toEqual({ ids, numbers, moments, words });
    }),
    { numRuns: 100 },
  );
});

test('an empty list is an empty list', async () => {
  const row = await test_.db.row(sql`
    select ${texts([])}::text[] as words, ${timestamps([])}::timestamptz[] as moments,
      cardinality(${uuids([])}::uuid[]) as ids`);
  expect(row).toEqual({ words: [], moments: [], ids: 0 });
});
