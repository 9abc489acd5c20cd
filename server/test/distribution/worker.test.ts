import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { auditBooks } from '../../src/backoffice/operator/index.ts';
import { applyDueChangesEverywhere } from '../../src/commerce/activations/index.ts';
import { sql } from '../../src/platform/db/database.ts';
import { shardOf } from '../../src/platform/db/distribution.ts';
import { IS_CITUS } from '../support/citus.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { sellProfile } from '../support/profiles.ts';
import { loadPlans, openShop } from '../support/shop.ts';
import {
  awaitOrders,
  DELIVERED,
  loadOrderedPlan,
  openEsimAccess,
  openLiveShop,
  openOrdering,
} from '../support/supply.ts';
import { countryChanged, eventually, idsOf, openWebhooks } from '../support/webhooks.ts';

const TIMEOUT_MS = 180_000;
const DAY_MS = 86_400_000;
/** More than shards, so that several are on one and no shard has all. */
const ACCOUNTS = 8;
const ROUNDS = 5;

/** The jobs of the schedule are in `src/commands/jobs-on-cluster.test.ts`. */
describe.runIf(IS_CITUS)('the worker of a store on a Citus cluster', () => {
  let store: TestDatabase;

  beforeAll(async () => {
    store = await createTestDatabase();
    await loadPlans(store.db);
  }, TIMEOUT_MS);
  afterAll(async () => {
    const findings = store && (await auditBooks(store.db));
    await store?.close();
    expect(findings).toEqual([]);
  }, TIMEOUT_MS);

  it('delivers each event once with two senders', { timeout: TIMEOUT_MS }, async () => {
    const webhooks = await openWebhooks();
    onTestFinished(() => webhooks.close());
    const { db } = webhooks;
    const receiver = await webhooks.receive();
    const accounts = await Promise.all(Array.from({ length: ACCOUNTS }, webhooks.openAccount));
    const shards = await Promise.all(accounts.map(({ id }) => shardOf(db, id)));
    expect(new Set(shards).size).toBeGreaterThan(1);
    for (const account of accounts) await account.set('country-change', receiver.url);
    for (let sender = 0; sender < 2; sender += 1) webhooks.work();
    for (let round = 0; round < ROUNDS; round += 1) {
      await Promise.all(accounts.map((account) => account.record(countryChanged())));
    }
    const counts = () =>
      db.rows<{ status: string; deliveries: number; attempts: number }>(sql`
        select status, count(*)::int as deliveries, sum(attempts)::int as attempts
        from webhook_deliveries
        group by status`);
    const sent = ROUNDS * ACCOUNTS;
    await eventually(counts, ([one]) => one?.status === 'delivered' && one.deliveries === sent);
    expect(await counts()).toEqual([{ status: 'delivered', deliveries: sent, attempts: sent }]);
    expect(new Set(idsOf(receiver.received)).size).toBe(sent);
    expect(receiver.received).toHaveLength(sent);
  });

  it('expires what is due once with two workers', { timeout: TIMEOUT_MS }, async () => {
    const { db } = store;
    const shops = await Promise.all(Array.from({ length: ACCOUNTS }, () => openShop(db)));
    for (const shop of shops) await sellProfile(shop);
    const realNow = () => new Date(Date.now() + 60 * DAY_MS);
    const failed: unknown[] = [];
    const parts = { db, realNow, onError: (error: unknown) => failed.push(error) };
    await Promise.all([applyDueChangesEverywhere(parts), applyDueChangesEverywhere(parts)]);
    expect(failed).toEqual([]);
    const accountIds = shops.map(({ ctx }) => ctx.accountId);
    const types = await db.rows<{ type: string; events: number }>(sql`
      select type, count(*)::int as events
      from events
      where account_id = any(${accountIds}::uuid[])
        and type in ('package.expiring', 'package.expired')
      group by type
      order by type`);
    expect(types).toEqual([
      { type: 'package.expired', events: ACCOUNTS },
      { type: 'package.expiring', events: ACCOUNTS },
    ]);
  });

  it('sends each order once with two workers', { timeout: TIMEOUT_MS }, async () => {
    const { db } = store;
    const supplier = await openEsimAccess();
    const { settings } = supplier;
    const dataPlanId = await loadOrderedPlan(db);
    const shops = await Promise.all(
      Array.from({ length: ACCOUNTS }, () => openLiveShop(db, { dataPlanId, settings })),
    );
    for (const shop of [...shops, ...shops]) await shop.register();
    const workers = [openOrdering(db, settings), openOrdering(db, settings)];
    onTestFinished(async () => {
      await Promise.all(workers.map((worker) => worker.close()));
      await supplier.close();
    });
    for (const { accountId } of shops) await awaitOrders(db, accountId, [DELIVERED, DELIVERED]);
    expect(workers.flatMap(({ failures }) => failures)).toEqual([]);
    const sent = await db.rows<{ attempts: number; orders: number }>(sql`
      select attempts, count(*)::int as orders, count(distinct supplier_order)::int as numbers
      from carrier_orders
      where account_id = any(${shops.map(({ accountId }) => accountId)}::uuid[])
      group by attempts`);
    expect(sent).toEqual([{ attempts: 1, orders: 2 * ACCOUNTS, numbers: 2 * ACCOUNTS }]);
  });
});
