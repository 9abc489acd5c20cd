import { beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  awaitOrders,
  loadOrderedPlan,
  openConnectors,
  openEsimAccess,
  openLiveShop,
  openOrdering,
} from '../../../test/support/supply.ts';
import { dailyTerms } from '../../connectivity/carriers/index.ts';
import { findProfile } from '../../connectivity/esims/index.ts';
import { listPullFeeds } from '../../connectivity/usage-pulls/index.ts';
import { sql } from '../../platform/db/database.ts';
import { pullUsage } from './index.ts';
import type { PulledCarrier } from './pull-usage.ts';

const MEGABYTE = 1_048_576;
const GIGABYTE = 1_024 * MEGABYTE;
const USAGE_PATH = '/api/v1/open/esim/usage/query';
const USAGE = '/esim/usage/query';
const HOUR_MS = 3_600_000;
const DELIVERED = { state: 'DELIVERED' };

const { db } = await forThisFile(createTestDatabase());
const supplier = await forThisFile(openEsimAccess());
const dataPlanId = await loadOrderedPlan(db);
const ordering = openOrdering(db, supplier.settings);
await forThisFile(ordering);
const { carriers, close } = openConnectors(db, supplier.settings);
await forThisFile({ close });
const [carrier] = carriers as [PulledCarrier];
const failures: object[] = [];
const parts = {
  db,
  realNow: () => new Date(),
  log: { warn: (facts: object) => void failures.push(facts) },
};

beforeEach(async () => {
  supplier.failWith(undefined);
  failures.length = 0;
  await db.run(sql`delete from usage_pulls`);
  await db.run(sql`delete from usage_pull_feeds`);
});

/** Sells an eSIM of the supplier, and gives what a test changes and reads of it. */
async function sellEsim(planId = dataPlanId) {
  const shop = await openLiveShop(db, { dataPlanId: planId, settings: supplier.settings });
  const { customer } = await shop.register();
  await awaitOrders(db, shop.accountId, [DELIVERED]);
  const { accountId } = shop;
  const row = await db.row<{ id: string; iccid: string }>(sql`
    select esim_profile_id as id, iccid from usage_pulls where account_id = ${accountId}`);
  if (!row) throw new Error('the eSIM is not asked about');
  const esim = supplier.supplier.esim(row.iccid);
  if (!esim) throw new Error('the supplier has no such eSIM');
  return { shop, customer, accountId, esim, ...row };
}

/** Makes the eSIM due, as if its time had come. */
function due({ accountId }: { accountId: string }) {
  return db.run(sql`update usage_pulls set next_at = now() where account_id = ${accountId}`);
}

async function ask(of: { accountId: string }) {
  await due(of);
  return pullUsage(parts, carrier);
}

function recordsOf(accountId: string) {
  return db.rows<{ bytes: bigint; country: string; recordId: string; isCovered: boolean }>(sql`
    select bytes, country, record_id as "recordId", activated_item_id is not null as "isCovered"
    from usage_records where account_id = ${accountId} order by recorded_at, started_at`);
}

async function bytesOf(accountId: string) {
  const records = await recordsOf(accountId);
  return records.reduce((sum, { bytes }) => sum + Number(bytes), 0);
}

async function nextInMinutes(accountId: string) {
  const row = await db.row<{ minutes: number | null }>(sql`
    select round(extract(epoch from next_at - now()) / 60)::int as minutes
    from usage_pulls where account_id = ${accountId}`);
  return row?.minutes ?? null;
}

describe('the usage of a day pass that a supplier is asked for', () => {
  it('counts for its days, also where the supplier begins anew every day', async () => {
    const dayPlanId = await loadOrderedPlan(db, {
      ...{ item: 'AT_1_Daily:7d', sizeValue: 7, dataTerms: dailyTerms(GIGABYTE) },
    });
    const sold = await sellEsim(dayPlanId);
    expect(sold.esim).toMatchObject({ totalDuration: 7, dataType: 3 });
    sold.esim.orderUsage = 300 * MEGABYTE;
    await ask(sold);
    Object.assign(sold.esim, { orderUsage: 100 * MEGABYTE, usageAt: undefined });
    await ask(sold);
    const item = await db.row<{ used: bigint; days: { bytes: number }[] }>(sql`
      select used_bytes as used, data_days as days
      from activated_items where account_id = ${sold.accountId}`);
    expect(item?.used).toBe(BigInt(400 * MEGABYTE));
    expect(item?.days.map(({ bytes }) => bytes)).toEqual([400 * MEGABYTE]);
  });
});

describe('usage that a supplier is asked for', () => {
  it('is charged once, however often the same figure is returned', async () => {
    const sold = await sellEsim();
    sold.esim.orderUsage = 300 * MEGABYTE;
    await ask(sold);
    await ask(sold);
    sold.esim.orderUsage = 500 * MEGABYTE;
    await ask(sold);
    expect(await recordsOf(sold.accountId)).toMatchObject([
      { bytes: BigInt(300 * MEGABYTE), country: 'AT', isCovered: true },
      { bytes: BigInt(200 * MEGABYTE), country: 'AT', isCovered: true },
    ]);
  });

  it('says of which moment it is and that the supplier said so, without naming a place', async () => {
    const sold = await sellEsim();
    const usageAt = new Date(Date.now() - HOUR_MS);
    Object.assign(sold.esim, { orderUsage: MEGABYTE, usageAt });
    await ask(sold);
    const known = { usageAsOf: usageAt, usageSource: 'supplier', currentCountry: null };
    expect(await findProfile(db, sold)).toMatchObject(known);
    const later = new Date();
    sold.esim.usageAt = later;
    await ask(sold);
    expect(await findProfile(db, sold)).toMatchObject({ ...known, usageAsOf: later });
    expect(await bytesOf(sold.accountId)).toBe(MEGABYTE);
  });

  it('is counted with the next answer when one was lost', async () => {
    const sold = await sellEsim();
    sold.esim.orderUsage = 5 * MEGABYTE;
    supplier.failWith(({ path }) => (path.endsWith(USAGE) ? 'answer_lost_after' : undefined));
    await ask(sold);
    expect(await bytesOf(sold.accountId)).toBe(0);
    expect(await listPullFeeds(db)).toMatchObject([{ answeredAt: null, failures: 1 }]);
    supplier.failWith(undefined);
    await db.run(sql`update usage_pull_feeds set paused_until = now()`);
    await ask(sold);
    expect(await bytesOf(sold.accountId)).toBe(5 * MEGABYTE);
    expect(await listPullFeeds(db)).toMatchObject([{ failures: 0, detail: null }]);
  });

  it('never goes down: an old figure changes nothing, and a new count begins at zero', async () => {
    const sold = await sellEsim();
    sold.esim.orderUsage = 400 * MEGABYTE;
    await ask(sold);
    Object.assign(sold.esim, {
      orderUsage: 100 * MEGABYTE,
      usageAt: new Date(Date.now() - HOUR_MS),
    });
    await ask(sold);
    expect(await bytesOf(sold.accountId)).toBe(400 * MEGABYTE);
    Object.assign(sold.esim, { orderUsage: 50 * MEGABYTE, usageAt: undefined });
    await ask(sold);
    sold.esim.orderUsage = 60 * MEGABYTE;
    await ask(sold);
    expect(await bytesOf(sold.accountId)).toBe(460 * MEGABYTE);
  });

  it('is asked for about several eSIMs in one call, and one that is unknown loses no other', async () => {
    const [first, second, lost] = [await sellEsim(), await sellEsim(), await sellEsim()];
    first.esim.orderUsage = 10 * MEGABYTE;
    second.esim.orderUsage = 20 * MEGABYTE;
    await db.run(sql`
      update usage_pulls set profile_id = 'unknown' where account_id = ${lost.accountId}`);
    await db.run(sql`update usage_pulls set next_at = now()`);
    const before = supplier.requests.get(USAGE_PATH) ?? 0;
    expect(await pullUsage(parts, carrier)).toBe(3);
    expect((supplier.requests.get(USAGE_PATH) ?? 0) - before).toBe(1);
    const bytes = [first, second, lost].map(({ accountId }) => bytesOf(accountId));
    expect(await Promise.all(bytes)).toEqual([10 * MEGABYTE, 20 * MEGABYTE, 0]);
    expect(await nextInMinutes(lost.accountId)).toBeNull();
  });

  it('is not asked for while the supplier has too many questions', async () => {
    const sold = await sellEsim();
    const other = await sellEsim();
    sold.esim.orderUsage = MEGABYTE;
    supplier.failWith(({ path }) => (path.endsWith(USAGE) ? 'rate_limited' : undefined));
    await due(other);
    const before = supplier.requests.get(USAGE_PATH) ?? 0;
    await ask(sold);
    const sent = () => (supplier.requests.get(USAGE_PATH) ?? 0) - before;
    const asked = sent();
    expect(asked).toBeLessThanOrEqual(2);
    expect(await pullUsage(parts, carrier)).toBe(0);
    await due(sold);
    expect(await pullUsage(parts, carrier)).toBe(0);
    expect(sent()).toBe(asked);
    const [feed] = await listPullFeeds(db);
    expect(feed?.pausedUntil?.getTime()).toBeGreaterThan(Date.now() + 15_000);
  });

  it('is counted once by two workers that ask at the same time', async () => {
    const sold = await sellEsim();
    sold.esim.orderUsage = 7 * MEGABYTE;
    const profile = { ...sold, esimProfileId: sold.id };
    // Each takes it, as if the lease of the other had run out.
    let asking = 0;
    let release = () => {};
    const both = new Promise<void>((resolve) => {
      release = resolve;
    });
    const usage: PulledCarrier['usage'] = async (ref) => {
      asking += 1;
      const end = await carrier.usage(ref);
      if (asking === 2) release();
      await both;
      return end;
    };
    const { usages: _, ...single } = carrier;
    const slow = { ...single, usage };
    await due(profile);
    const first = pullUsage(parts, slow);
    await expect.poll(() => asking).toBe(1);
    await due(profile);
    await Promise.all([first, pullUsage(parts, slow)]);
    expect(asking).toBe(2);
    expect(await bytesOf(sold.accountId)).toBe(7 * MEGABYTE);
    expect(failures).toEqual([]);
  });

  it('is taken by one worker at a time', async () => {
    const sold = await sellEsim();
    await due(sold);
    const taken = await Promise.all([pullUsage(parts, carrier), pullUsage(parts, carrier)]);
    expect(taken.sort()).toEqual([0, 1]);
  });

  it('of the time before a package ended is charged to it, however late it is known', async () => {
    const sold = await sellEsim();
    await ask(sold);
    await db.run(sql`
      update activated_items
      set activated_at = now() - interval '7 days', sold_at = now() - interval '7 days',
        expires_at = now() - interval '1 minute', due_at = now() - interval '1 minute'
      where account_id = ${sold.accountId}`);
    await db.run(sql`
      update usage_pulls set as_of = now() - interval '1 hour', used_bytes = ${MEGABYTE}
      where account_id = ${sold.accountId}`);
    sold.esim.orderUsage = 3 * MEGABYTE;
    await ask(sold);
    expect(await recordsOf(sold.accountId)).toMatchObject([
      { bytes: BigInt(2 * MEGABYTE), isCovered: true },
    ]);
  });

  it('that goes on over a top-up is charged to both packages', async () => {
    const sold = await sellEsim();
    sold.esim.orderUsage = GIGABYTE - MEGABYTE;
    await ask(sold);
    expect(await nextInMinutes(sold.accountId)).toBe(30);
    await sold.shop.topUp(sold.customer);
    await awaitOrders(db, sold.accountId, [DELIVERED, DELIVERED]);
    expect(await nextInMinutes(sold.accountId)).toBe(0);
    sold.esim.orderUsage = GIGABYTE + MEGABYTE;
    await ask(sold);
    const records = await recordsOf(sold.accountId);
    expect(records.every(({ isCovered }) => isCovered)).toBe(true);
    expect(await bytesOf(sold.accountId)).toBe(GIGABYTE + MEGABYTE);
  });

  it('is asked for no more when the supplier has no such eSIM', async () => {
    const sold = await sellEsim();
    await db.run(
      sql`update usage_pulls set profile_id = 'E404' where account_id = ${sold.accountId}`,
    );
    await ask(sold);
    expect(await nextInMinutes(sold.accountId)).toBeNull();
    expect(await listPullFeeds(db)).toMatchObject([{ failures: 0 }]);
  });
});
