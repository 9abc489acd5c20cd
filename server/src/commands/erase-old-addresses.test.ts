import { expect, it } from 'vitest';
import { createTestDatabase } from '../../test/support/database.ts';
import { forThisFile } from '../../test/support/for-this-file.ts';
import { loadPlans, openShop, registration, sell } from '../../test/support/shop.ts';
import { addMember } from '../identity/people/index.ts';
import { openSession } from '../identity/sessions/index.ts';
import { sql } from '../platform/db/database.ts';
import { eraseOldAddresses } from './erase-old-addresses.ts';

const LIMIT_DAYS = 180;
const AGES = [1, 179, 181, 400];

const store = await forThisFile(createTestDatabase(), { hasBooks: false });
await loadPlans(store.db);

/** Returns the ages in days of the rows that still have an address. */
async function kept(statement: ReturnType<typeof sql>): Promise<number[]> {
  const rows = await store.db.rows<{ days: number }>(statement);
  return rows.map(({ days }) => days).sort((a, b) => a - b);
}

it('addresses are kept for their days of real time, and no longer', async () => {
  const { db } = store;
  const shop = await openShop(db);
  const { organizationId, accountId } = shop.ctx;
  await sell(shop, registration(shop, { userIp: '203.0.113.77' }));
  // Copies with old IDs, made while the account's clock showed another time.
  await db.run(sql`
    insert into activated_items
    select (jsonb_populate_record(item, jsonb_build_object(
      'id', rpad(lpad(to_hex((extract(epoch from now() - make_interval(days => age)) * 1000)
        ::bigint), 12, '0'), 32, lpad(age::text, 3, '0'))::uuid,
      'metatag', age::text,
      'sold_at', now() + make_interval(days => age)
    ))).*
    from activated_items as item, unnest(${AGES}::integer[]) as age
    where account_id = ${accountId}`);
  await db.run(sql`
    insert into audit_log (
      organization_id, id, at, actor_kind, actor_id, action, target, remote_address, request_id
    )
    select ${organizationId}, gen_random_uuid(), now() - make_interval(days => age), 'platform',
      'platform', 'thing.changed', age::text, '203.0.113.78', 'r'
    from unnest(${AGES}::integer[]) as age`);
  const personId = await db.transaction(async (tx) => {
    const person = { name: 'Ada', email: 'ada@people.test', passwordHash: 'x'.repeat(40) };
    const now = new Date();
    const id = (await addMember(tx, { ...person, organizationId, role: 'owner', now })) ?? '';
    for (const _ of AGES) await openSession(tx, { personId: id, now });
    return id;
  });
  await db.run(sql`
    update sessions
    set ip_address = '203.0.113.79', user_agent = age::text,
      created_at = now() - make_interval(days => age)
    from (select id, (${AGES}::integer[])[row_number() over (order by id)] as age from sessions)
      as aged
    where sessions.id = aged.id`);

  // Two of each kind; the package of today and its row in the log keep theirs.
  expect(await eraseOldAddresses(db, LIMIT_DAYS)).toBe(6);
  expect(await eraseOldAddresses(db, LIMIT_DAYS)).toBe(0);
  const young = [1, 179];
  expect(
    await kept(sql`
      select metatag::integer as days from activated_items
      where account_id = ${accountId} and user_ip is not null and metatag is not null`),
  ).toEqual(young);
  expect(
    await kept(sql`
      select target::integer as days from audit_log
      where organization_id = ${organizationId} and action = 'thing.changed'
        and remote_address is not null`),
  ).toEqual(young);
  expect(
    await kept(sql`
      select user_agent::integer as days from sessions
      where person_id = ${personId} and ip_address is not null`),
  ).toEqual(young);
});

it('addresses of sales are kept for as long', async () => {
  const { db } = store;
  const { organizationId, accountId } = (await openShop(db)).ctx;
  await db.run(sql`
    insert into audit_authors (
      account_id, id, organization_id, actor_kind, actor_id, actor_name, remote_address, created_at
    )
    select ${accountId}, gen_random_uuid(), ${organizationId}, 'platform', 'platform', age::text,
      '203.0.113.80', now() - make_interval(days => age)
    from unnest(${AGES}::integer[]) as age`);
  expect(await eraseOldAddresses(db, LIMIT_DAYS)).toBe(2);
  expect(await eraseOldAddresses(db, LIMIT_DAYS)).toBe(0);
  expect(
    await kept(sql`
      select actor_name::integer as days from audit_authors
      where account_id = ${accountId} and actor_name ~ '^[0-9]+$' and remote_address is not null`),
  ).toEqual([1, 179]);
});

it('many are forgotten in one run, by several workers at once', async () => {
  const { db } = store;
  await db.run(sql`
    insert into audit_log (
      organization_id, id, at, actor_kind, actor_id, action, remote_address, request_id
    )
    select gen_random_uuid(), gen_random_uuid(), now() - interval '200 days', 'platform',
      'platform', 'thing.changed', '203.0.113.78', 'r'
    from generate_series(1, 2500)`);
  const runs = [1, 2, 3].map(() => eraseOldAddresses(db, LIMIT_DAYS));
  const forgotten = await Promise.all(runs);
  expect(
    forgotten.reduce((sum, one) => sum + one, 0) + (await eraseOldAddresses(db, LIMIT_DAYS)),
  ).toBe(2500);
});

it.each([
  sql`select 1 from audit_log where remote_address is not null and at < now()`,
  sql`select 1 from audit_authors where remote_address is not null and created_at < now()`,
  sql`
    select 1 from activated_items
    where user_ip is not null and id < '01980000-0000-7000-8000-000000000000'`,
])('old addresses are found by an index: %#', async (statement) => {
  const plan = await store.db.transaction(async (tx) => {
    await tx.run(sql`set local enable_seqscan = off`);
    return tx.rows<{ 'QUERY PLAN': string }>(sql`explain ${statement}`);
  });
  expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toMatch(
    /Index.*(at_idx|user_ips|audit_authors_addresses)/,
  );
});
