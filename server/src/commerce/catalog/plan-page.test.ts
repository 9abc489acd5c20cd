import { beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { indexesOf } from '../../../test/support/index-plan.ts';
import { addPlan } from '../../../test/support/small-catalogue.ts';
import { sql } from '../../platform/db/database.ts';
import { planPage } from './plan-store.ts';

const MANY = 3_000;

const { db } = await forThisFile(createTestDatabase());
beforeAll(async () => {
  await addPlan(db);
  await db.run(sql`
    insert into data_plans (id, name, size_value, size_unit, data_bytes, validity_days,
      country_set, carrier)
    select gen_random_uuid(), 'Plan ' || n, 1, 'GB', 1073741824, 30,
      (array['WWW', 'EU', 'AT'])[1 + n % 3], (array['alpine', 'glacier', 'meadow'])[1 + n % 3]
    from generate_series(1, ${MANY}) as n`);
  // It also moves what was inserted into the trigram index.
  await db.pool.query('vacuum analyze data_plans');
});

it.each([
  ['all plans', {}, 'data_plans_name'],
  ['plans of a country set', { countrySet: 'AT', retired: false }, 'data_plans_country_set'],
  ['plans of a carrier', { carrier: 'glacier' }, 'data_plans_carrier'],
  ['plans by one name', { words: 'plan 2719' }, 'data_plans_search'],
  ['plans by a rare text', { words: 'nobody has this' }, 'data_plans_search'],
])('%s are read by an index', async (_, filter, index) => {
  const statement = planPage({ page: { limit: 50, after: undefined }, filter });
  const used = await indexesOf(db, statement);
  expect(used.filter((name) => name.startsWith('data_plans_'))).toEqual([index]);
});
