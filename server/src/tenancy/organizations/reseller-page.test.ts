import { beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { indexesOf } from '../../../test/support/index-plan.ts';
import { sql } from '../../platform/db/database.ts';
import { listResellers, resellerPage } from './store.ts';

const MANY = 3_000;
const ALL = { words: undefined, isClosed: undefined, limit: 50, after: undefined };

const { db } = await forThisFile(createTestDatabase());
beforeAll(async () => {
  await db.run(sql`
    insert into organizations (id, name, email)
    select gen_random_uuid(), 'Reseller ' || n, 'office' || n || '@reseller.test'
    from generate_series(1, ${MANY}) as n`);
  // It also moves what was inserted into the trigram index.
  await db.pool.query('vacuum analyze organizations');
});

it('a page of resellers is read by an index, with a text or without one', async () => {
  expect(await indexesOf(db, resellerPage(ALL))).toEqual(['organizations_pkey']);
  const named = resellerPage({ ...ALL, words: 'OFFICE2719' });
  expect(await indexesOf(db, named)).toEqual(['organizations_search']);
});

it('resellers are found by a part of the name or the email address, in any case', async () => {
  const found = async (words: string) =>
    (await listResellers(db, { ...ALL, words })).map(({ name }) => name);
  expect(await found('OFFICE2719')).toEqual(['Reseller 2719']);
  expect(await found('seller 2719')).toEqual(['Reseller 2719']);
  expect(await found('r_seller 2719')).toEqual([]);
});
