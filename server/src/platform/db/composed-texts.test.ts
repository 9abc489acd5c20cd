import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { loadPlans, openShop, registration, sell } from '../../../test/support/shop.ts';
import { sql } from './database.ts';

const MIGRATION = new URL('../../../migrations/0043_composed_texts.sql', import.meta.url);
const PIECES = 'Cafe\u0301 Zu\u0308rich';
const COMPOSED = 'Café Zürich';
const TAGS = ['cafe\u0301', 'café'];

const { db } = await forThisFile(createTestDatabase());
await loadPlans(db);

test('texts from before are composed, but for those that must stay apart', async () => {
  const shop = await openShop(db);
  const { accountId, organizationId } = shop.ctx;
  const { sold } = await sell(shop, registration(shop));
  const id = sold.customer.uid;
  await db.run(sql`update organizations set name = ${PIECES} where id = ${organizationId}`);
  await db.run(sql`
    update customers set metatag = ${PIECES} where account_id = ${accountId} and id = ${id}`);
  await db.run(sql`
    update activated_items set name = ${PIECES} where account_id = ${accountId}`);
  await db.run(sql`
    insert into customer_tags (account_id, customer_id, tag)
    select ${accountId}, ${id}, tag from unnest(array[${TAGS[0]}, ${TAGS[1]}]) as tag`);

  const text = await readFile(MIGRATION, 'utf8');
  for (const round of [1, 2]) {
    await db.pool.query(text);
    const found = await db.row(sql`
      select organization.name as organization, customer.metatag, item.name as package,
        ${round}::int as round
      from customers as customer
      join activated_items as item using (account_id)
      join organizations as organization on organization.id = ${organizationId}
      where account_id = ${accountId}`);
    expect(found).toEqual({ organization: COMPOSED, metatag: COMPOSED, package: COMPOSED, round });
  }
  const tags = await db.rows<{ tag: string }>(sql`
    select tag from customer_tags where account_id = ${accountId} order by tag`);
  expect(tags.map(({ tag }) => tag).sort()).toEqual([...TAGS].sort());
});
