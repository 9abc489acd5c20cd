import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { sql } from './database.ts';

let test1: TestDatabase;
beforeAll(async () => {
  test1 = await createTestDatabase();
});
afterAll(() => test1.drop());

test('int8 arrives as bigint', async () => {
  expect(await test1.db.row(sql`select 9007199254740993::int8 as n`)).toEqual({
    n: 9007199254740993n,
  });
});
