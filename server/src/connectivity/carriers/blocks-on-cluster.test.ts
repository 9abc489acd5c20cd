import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { openLogged } from '../../../test/support/logged-commands.ts';
import {
  loadPlans,
  openCounter,
  openShop,
  registration,
  type Shop,
  sell,
} from '../../../test/support/shop.ts';
import { eventually } from '../../../test/support/webhooks.ts';
import { auditBooks } from '../../backoffice/operator/index.ts';
import { withLuhn } from '../../kernel/check-digits.ts';
import { type Database, sql, type Tx } from '../../platform/db/database.ts';
import { findIdBeside, groupsOf } from '../../platform/db/distribution.ts';
import { allotFree, countAllotted, selectBlocks } from './allotted-profile-store.ts';
import { giveBackIdleProfiles, importProfiles, readFreeCounts } from './index.ts';
import { fillUp } from './profile-blocks.ts';

const IS_DISTRIBUTED = process.env.GIGASTORE_TEST_POSTGRES === 'citus';
const TIMEOUT_MS = 180_000;
const HOUR_MS = 3_600_000;
const CARRIER = 'alpine';
const SIZE = 50;
const STOCK = 2_000;

describe.runIf(IS_DISTRIBUTED)('blocks of profiles beside accounts', () => {
  let store: TestDatabase;
  let db: Database;
  let lastNumber = 0;

  beforeAll(async () => {
    store = await createTestDatabase();
    ({ db } = store);
    await loadPlans(db);
  }, TIMEOUT_MS);
  afterAll(() => store?.close(), TIMEOUT_MS);

  async function stock(count: number): Promise<void> {
    const csv = Array.from({ length: count }, () => {
      lastNumber += 1;
      const number = String(lastNumber).padStart(14, '0');
      return `${withLuhn(`8943${number}`)},,LPA:1$smdp.alpine.test$AB-${number}`;
    });
    await db.transaction((tx) => importProfiles(tx, { carrier: CARRIER, csv: csv.join('\n') }));
  }

  const blockOf = async (shop: Shop) => {
    const blockId = await db.transaction((tx) => findIdBeside(tx, shop.ctx.accountId));
    return { blockId: blockId ?? '', carrier: CARRIER };
  };
  const inBlock = async (shop: Shop) => {
    const block = await blockOf(shop);
    return db.transaction((tx) => countAllotted(tx, block));
  };
  const onCoordinator = async () => {
    const row = await db.row<{ count: number }>(sql`
      select count(*)::int as count from free_profiles where carrier = ${CARRIER}`);
    return row?.count ?? 0;
  };
  const free = async () =>
    (await readFreeCounts(db)).find(({ carrier }) => carrier === CARRIER)?.free ?? 0;
  /** Waits for fillings that sales began; a profile that is lost or doubled lets it never end. */
  const untilFree = (count: number) => eventually(free, (counted) => counted === count);
  const live = (shop: Shop) => {
    const ctx = { ...shop.ctx, mode: 'live' as const };
    return registration(shop, { inventoryItemId: shop.items.imported, ctx });
  };
  const iccidsOf = (outcomes: Awaited<ReturnType<typeof sell>>[]) =>
    outcomes.flatMap(({ sold }) => (sold ? [sold.esimProfile.iccid] : []));
  /** Empties the stock and blocks, as if all had been sold. */
  const clear = async () => {
    await giveBackIdleProfiles(db, new Date(Date.now() + 2 * HOUR_MS));
    await db.run(sql`delete from free_profiles where carrier = ${CARRIER}`);
    await db.run(sql`
      delete from carrier_profiles
      where carrier = ${CARRIER}
        and iccid not in (select iccid from esim_profiles)`);
  };

  it('all accounts of a shard have one, on the shard', { timeout: TIMEOUT_MS }, async () => {
    const shops = await Promise.all(Array.from({ length: 12 }, () => openShop(db)));
    const groups = await groupsOf(
      db,
      shops.map(({ ctx }) => ctx),
    );
    const ids = await Promise.all(shops.map(async (shop) => (await blockOf(shop)).blockId));
    expect(new Set(ids).size).toBe(groups.length);
    const beside = await groupsOf(db, [
      ...ids.map((accountId) => ({ accountId })),
      ...shops.map(({ ctx }) => ctx),
    ]);
    expect(beside).toHaveLength(groups.length);
  });

  it('a sale from one leaves the stock of the coordinator, and prepares on one node', async () => {
    await stock(STOCK);
    const shop = await openShop(db);
    const block = await blockOf(shop);
    await fillUp(db, { ...block, size: SIZE });
    const logged = openLogged(store.url);
    const seller = { ...shop, db: logged.db, ...openCounter(logged.db) };
    expect((await sell(seller, live(seller))).sold).toBeDefined();
    const filled = await eventually(
      () => inBlock(shop),
      (allotted) => allotted >= SIZE,
    );
    const before = await onCoordinator();
    logged.clear();
    expect((await sell(seller, live(seller))).sold).toBeDefined();
    await logged.db.close();
    expect(await inBlock(shop)).toBe(filled - 1);
    expect(await onCoordinator()).toBe(before);
    expect(logged.preparedOn().size).toBe(1);
    expect(logged.writtenOn().size).toBe(1);
  });

  it('a move between the coordinator and a node is prepared on the node', async () => {
    const shop = await openShop(db);
    const block = await blockOf(shop);
    await giveBackIdleProfiles(db, new Date(Date.now() + 2 * HOUR_MS));
    const logged = openLogged(store.url);
    await fillUp(logged.db, { ...block, size: SIZE });
    expect(logged.preparedOn().size).toBe(1);
    logged.clear();
    await giveBackIdleProfiles(logged.db, new Date(Date.now() + 2 * HOUR_MS));
    await logged.db.close();
    expect(logged.preparedOn().size).toBe(1);
    expect(await inBlock(shop)).toBe(0);
  });

  it('a process fills its blocks ahead of its sales', { timeout: TIMEOUT_MS }, async () => {
    const shop = await openShop(db);
    await giveBackIdleProfiles(db, new Date(Date.now() + 2 * HOUR_MS));
    await sell(shop, live(shop));
    const filled = await eventually(
      () => inBlock(shop),
      (allotted) => allotted > 1,
    );
    expect(filled).toBeGreaterThanOrEqual(SIZE);
  });

  it('one with sales, fillings and returns at once sells each profile once', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const shops = await Promise.all(Array.from({ length: 6 }, () => openShop(db)));
    const before = await free();
    let isOver = false;
    const moving = (async () => {
      for (let round = 0; round < 200 && !isOver; round += 1) {
        await giveBackIdleProfiles(db, new Date(Date.now() + 2 * HOUR_MS));
        for (const shop of shops) await shop.carriers.named(CARRIER).allotAhead(db);
      }
    })();
    const outcomes = await Promise.all(
      shops.flatMap((shop) => Array.from({ length: 25 }, () => sell(shop, live(shop)))),
    );
    isOver = true;
    await moving;
    const iccids = iccidsOf(outcomes);
    expect(iccids).toHaveLength(150);
    expect(new Set(iccids).size).toBe(150);
    await untilFree(before - 150);
    expect(await auditBooks(db)).toEqual([]);
  });

  it('a profile that no sale needed goes back to its block', { timeout: TIMEOUT_MS }, async () => {
    const shop = await openShop(db);
    const block = await blockOf(shop);
    await fillUp(db, { ...block, size: SIZE });
    const before = await onCoordinator();
    const carrier = shop.carriers.named(CARRIER);
    await db.transaction(async (tx) => {
      const order = { count: SIZE + 1, accountId: shop.ctx.accountId };
      const claimed = await carrier.claimProfiles(tx, order);
      expect(claimed).toHaveLength(SIZE + 1);
      await carrier.returnProfiles(tx, claimed);
    });
    expect([await inBlock(shop), await onCoordinator()]).toEqual([SIZE, before]);
  });

  it('the last profiles are sold from the blocks of others, each once', {
    timeout: TIMEOUT_MS,
  }, async () => {
    await clear();
    await stock(12);
    const shops = await Promise.all(Array.from({ length: 8 }, () => openShop(db)));
    const ids = new Set(await Promise.all(shops.map(async (one) => (await blockOf(one)).blockId)));
    for (const blockId of ids) {
      const part = { blockId, carrier: CARRIER, count: Math.ceil(12 / ids.size) };
      await db.transaction((tx) => allotFree(tx, part));
    }
    expect(await onCoordinator()).toBe(0);
    expect(await free()).toBe(12);
    const outcomes = await Promise.all(
      shops.flatMap((shop) => Array.from({ length: 5 }, () => sell(shop, live(shop)))),
    );
    const refused = new Set(outcomes.flatMap((one) => one.refused ?? []));
    expect([...refused]).toEqual(['out_of_stock']);
    expect(new Set(iccidsOf(outcomes)).size).toBe(12);
    expect(iccidsOf(outcomes)).toHaveLength(12);
    await untilFree(0);
  });

  it('a connection that is lost before any statement loses no profile', {
    timeout: TIMEOUT_MS,
  }, async () => {
    await stock(STOCK);
    const shop = await openShop(db);
    const block = await blockOf(shop);
    const later = new Date(Date.now() + 2 * HOUR_MS);
    let sold = 0;
    const before = await free();
    for (let at = 0; at < 8; at += 1) {
      const losing = losingAt(db, at);
      await fillUp(losing, { ...block, size: SIZE }).catch(() => {});
      const counter = { ...shop, db: losing, ...openCounter(losing) };
      if ((await sell(counter, live(shop)).catch(() => undefined))?.sold) sold += 1;
      await giveBackIdleProfiles(losingAt(db, at), later).catch(() => {});
      await untilFree(before - sold);
    }
    expect(await auditBooks(db)).toEqual([]);
  });

  it('idle ones come back', { timeout: TIMEOUT_MS }, async () => {
    const before = await free();
    await giveBackIdleProfiles(db, new Date(Date.now() + 2 * HOUR_MS));
    expect(await selectBlocks(db, null)).toEqual([]);
    expect([await free(), await onCoordinator()]).toEqual([before, before]);
    expect(await auditBooks(db)).toEqual([]);
  });
});

/** The database, whose first transaction loses its connection before its statement number `at`. */
function losingAt(db: Database, at: number): Database {
  let isLost = false;
  return {
    ...db,
    transaction: (work) =>
      db.transaction((tx) => {
        let next = 0;
        async function check(): Promise<void> {
          const isIt = next === at;
          next += 1;
          if (!isIt || isLost) return;
          isLost = true;
          await tx.run(sql`select pg_terminate_backend(pg_backend_pid())`);
        }
        const losing: Tx = {
          ...tx,
          rows: async (statement) => check().then(() => tx.rows(statement)),
          row: async (statement) => check().then(() => tx.row(statement)),
          run: async (statement) => check().then(() => tx.run(statement)),
        };
        return work(losing);
      }),
  };
}
