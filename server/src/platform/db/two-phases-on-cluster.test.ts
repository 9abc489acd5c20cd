import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { openLogged } from '../../../test/support/logged-commands.ts';
import { loadPlans, openShop, registration, sell } from '../../../test/support/shop.ts';
import { sql } from './database.ts';

const IS_DISTRIBUTED = process.env.GIGASTORE_TEST_POSTGRES === 'citus';
const TIMEOUT_MS = 180_000;

describe.runIf(IS_DISTRIBUTED)('a transaction on a distributed database', () => {
  let store: TestDatabase;

  beforeAll(async () => {
    store = await createTestDatabase();
    await loadPlans(store.db);
  }, TIMEOUT_MS);
  afterAll(() => store?.close(), TIMEOUT_MS);

  it('prepares the node on which it changes one row', { timeout: TIMEOUT_MS }, async () => {
    const shop = await openShop(store.db);
    const { sold } = await sell(shop, registration(shop));
    const { accountId } = shop.ctx;
    const { uid: id } = sold.customer;
    const logged = openLogged(store.url);
    await logged.db.transaction((tx) =>
      tx.run(sql`
        update customers set metatag = 'changed' where account_id = ${accountId} and id = ${id}`),
    );
    expect(logged.writtenOn().size).toBe(1);
    expect(logged.preparedOn()).toEqual(logged.writtenOn());

    logged.clear();
    await logged.db.transaction((tx) =>
      tx.row(sql`select metatag from customers where account_id = ${accountId} and id = ${id}`),
    );
    await logged.db.close();
    expect(logged.preparedOn().size).toBe(0);
  });
});
