import fc from 'fast-check';
import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { timestamps } from './arrays.ts';
import { sql } from './database.ts';
import { readTimestamp } from './read-timestamp.ts';

const own = await forThisFile(createTestDatabase({ isEmpty: true }), { hasBooks: false });

const moment = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});

test('every moment arrives as it was sent', async () => {
  await fc.assert(
    fc.asyncProperty(moment, async (sent) => {
      const row = await own.db.row<{ came: Date }>(sql`
        select (${timestamps([sent])}::timestamptz[])[1] as came`);
      expect(row?.came).toEqual(sent);
    }),
  );
});

test.each([
  '2026-04-30 09:55:36+00',
  '2026-04-30 09:55:36.4+00',
  '2026-04-30 09:55:36.430999+00',
  '2026-04-30 11:55:36.43+02',
  '2026-04-30 15:25:36.43+05:30',
  '0044-03-15 12:00:00+00 BC',
  '0099-12-31 23:59:59+00',
  '0100-01-01 00:00:00+00',
  '12026-04-30 09:55:36+00',
  'infinity',
  '-infinity',
])('%s is what pg reads', (text) => {
  expect(readTimestamp(text)).toEqual(pg.types.getTypeParser(1184, 'text')(text));
});
