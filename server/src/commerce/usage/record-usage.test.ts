import { describe, expect, it } from 'vitest';
import { closeTableBefore } from '../../../test/support/closed-tables.ts';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { factsOf, openSessionsOf, sellProfile } from '../../../test/support/profiles.ts';
import { sabotage } from '../../../test/support/sabotage.ts';
import {
  loadPlans,
  openShop,
  registration,
  type Shop,
  sell,
  topUp,
} from '../../../test/support/shop.ts';
import { aUse } from '../../../test/support/usage-records.ts';
import { changeProfileState, findProfile } from '../../connectivity/esims/index.ts';
import { type Database, sql } from '../../platform/db/database.ts';
import { refundPackage } from '../refunds/index.ts';
import { attachProfile, pruneRecordIds, recordUsage, type UsageRecord } from './index.ts';

const { db } = await forThisFile(createTestDatabase());
await loadPlans(db);

const GB = 1024n ** 3n;
const LIMIT = 104_857_600n;

function record(shop: Shop, records: UsageRecord[], on: Database = db) {
  const place = { accountId: shop.ctx.accountId, carrier: 'sandbox', now: new Date() };
  return on.transaction((tx) => recordUsage(tx, place, records));
}

async function usedIn(shop: Shop): Promise<bigint> {
  const row = await db.row<{ used: bigint }>(sql`
    select coalesce(sum(used_bytes), 0)::bigint as used from activated_items
    where account_id = ${shop.ctx.accountId}`);
  return row?.used ?? 0n;
}

const facts = (shop: Shop, type: string) => factsOf(db, shop.ctx.accountId, type);
const find = (shop: Shop, iccid: string) =>
  findProfile(db, { accountId: shop.ctx.accountId, iccid });
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

describe('usage records', () => {
  it('count once, twice in one batch or in many at once', async () => {
    const shop = await openShop(db);
    const { iccid } = await sellProfile(shop);
    const one = aUse(iccid, { bytes: 100n });
    const batch = [one, { ...one, bytes: 7n }, aUse(iccid, { bytes: 10n })];
    const answers = await Promise.all(Array.from({ length: 8 }, () => record(shop, batch)));
    const counted = answers.flat().filter(({ outcome }) => outcome === 'counted');
    expect(counted).toHaveLength(2);
    expect(await usedIn(shop)).toBe(110n);
  });

  it('count once after their IDs were closed, whatever they say then', async () => {
    const shop = await openShop(db);
    const { iccid } = await sellProfile(shop);
    const one = aUse(iccid, { bytes: 100n });
    await record(shop, [one]);
    await closeTableBefore(db, { table: 'usage_record_ids', days: 60 });
    const [other, new_] = [{ ...one, bytes: 7n }, aUse(iccid, { bytes: 10n })];
    const answers = await Promise.all([1, 2, 3].map(() => record(shop, [one, new_])));
    const outcomes = answers.map((uses) => uses.map(({ outcome }) => outcome));
    expect(outcomes.map(([first]) => first)).toEqual(['duplicate', 'duplicate', 'duplicate']);
    expect(outcomes.flatMap(([, second]) => second).sort()).toEqual([
      'counted',
      'duplicate',
      'duplicate',
    ]);
    expect(await record(shop, [other])).toMatchObject([
      { outcome: 'rejected', reason: expect.stringContaining('100 and not 7') },
    ]);
    expect(await usedIn(shop)).toBe(110n);
  });

  it('are refused when they are older than the IDs that are known', async () => {
    const shop = await openShop(db);
    const { iccid } = await sellProfile(shop);
    const [known, unknown] = [aUse(iccid, { bytes: 5n }), aUse(iccid, { bytes: 6n })];
    await record(shop, [known]);
    const dropped = await closeTableBefore(db, { table: 'usage_record_ids', days: 122 });
    await record(shop, [unknown]);
    await closeTableBefore(db, { table: 'usage_record_ids', days: 120 });
    expect(await pruneRecordIds(db)).toEqual({ dropped: [dropped], deleted: 0 });
    const ended = (days: number) => new Date(Date.now() - days * 86_400_000);
    const old = { ...known, startedAt: ended(122), endedAt: ended(120.01) };
    expect(await record(shop, [old])).toEqual([
      {
        recordId: known.recordId,
        outcome: 'rejected',
        reason: 'endedAt must not be more than 120 days ago',
      },
    ]);
    const late = aUse(iccid, { startedAt: ended(120), endedAt: ended(119.99) });
    expect(await record(shop, [late, unknown])).toMatchObject([
      { outcome: 'counted' },
      { outcome: 'duplicate' },
    ]);
  });

  it('count once whenever their IDs are closed', async () => {
    const shop = await openShop(db);
    const { iccid } = await sellProfile(shop);
    for (const days of [110, 70, 35]) {
      const one = aUse(iccid, { bytes: 100n });
      await record(shop, [aUse(iccid, { bytes: 1n })]);
      const closing = closeTableBefore(db, { table: 'usage_record_ids', days });
      const [answers] = await Promise.all([
        Promise.all(Array.from({ length: 8 }, () => record(shop, [one]))),
        closing.catch((error) => expect(error).toMatchObject({ code: '55P03' })),
      ]);
      const outcomes = answers.flat().map(({ outcome }) => outcome);
      expect(outcomes.filter((one) => one === 'counted')).toHaveLength(1);
    }
    expect(await usedIn(shop)).toBe(303n);
  });

  it('are charged in the order in which they began, in whatever order they come', async () => {
    const shop = await openShop(db);
    const { iccid } = await sellProfile(shop);
    const [late, early] = [
      aUse(iccid, { bytes: GB, startedAt: new Date() }),
      aUse(iccid, { bytes: 10n, startedAt: new Date(Date.now() - 1) }),
    ];
    await db.run(sql`
      update activated_items set activated_at = now() - interval '1 day'
      where account_id = ${shop.ctx.accountId}`);
    expect(await record(shop, [late, early])).toMatchObject([
      { consumedBytes: GB - 10n, uncoveredBytes: 10n },
      { consumedBytes: 10n, uncoveredBytes: 0n },
    ]);
  });

  it('of two profiles that share data are charged to the same packages', async () => {
    const shop = await openShop(db);
    const { iccid, customerId } = await sellProfile(shop);
    const second = await sell(shop, topUp(shop, customerId, { kind: 'top_up_with_profile' }));
    const other: string = second.sold.esimProfile.iccid;
    const batches = Array.from({ length: 16 }, (_, index) =>
      record(shop, [aUse(index % 2 ? iccid : other, { bytes: GB / 8n })]),
    );
    const answers = (await Promise.all(batches)).flat();
    expect(answers.every((one) => 'uncoveredBytes' in one && one.uncoveredBytes === 0n)).toBe(true);
    expect(await usedIn(shop)).toBe(2n * GB);
    expect(await facts(shop, 'package.depleted')).toHaveLength(2);
    expect(await facts(shop, 'balance.low')).toHaveLength(1);
  });

  it('fire the alert once, of however many that could do it at once', async () => {
    const shop = await openShop(db);
    const { iccid } = await sellProfile(shop);
    await record(shop, [aUse(iccid, { bytes: GB - LIMIT })]);
    await Promise.all(Array.from({ length: 10 }, () => record(shop, [aUse(iccid)])));
    expect(await facts(shop, 'balance.low')).toMatchObject([{ balanceAmountInByte: 104_857_599 }]);
  });

  it('of another account’s ICCID, or from the future, are rejected and not counted', async () => {
    const shop = await openShop(db);
    const [{ iccid }, stranger] = [await sellProfile(shop), await openShop(db)];
    const theirs = await sellProfile(stranger);
    const future = new Date(Date.now() + 360_000);
    const unlucky = aUse(iccid, { startedAt: future, endedAt: future });
    const outcomes = (await record(shop, [aUse(theirs.iccid), unlucky])).map((one) => one.outcome);
    expect(outcomes).toEqual(['rejected', 'rejected']);
    const again = { ...unlucky, startedAt: new Date(), endedAt: new Date() };
    expect(await record(shop, [again])).toMatchObject([{ outcome: 'counted' }]);
  });

  it('that fail between any two statements change nothing, and count later', async () => {
    const shop = await openShop(db);
    const { iccid } = await sellProfile(shop, { activationMode: 'FIRST_USE' });
    const batch = [aUse(iccid, { bytes: 100n }), aUse(iccid, { country: 'DE', bytes: 5n })];
    const sequence = () =>
      db.row(sql`
        select last_sequence from event_sequences where account_id = ${shop.ctx.accountId}`);
    const before = await sequence();
    for (let at = 1; ; at += 1) {
      const broken = sabotage(db, { at, fault: 'stumble' });
      const failed = await record(shop, batch, broken.db).then(
        () => false,
        () => true,
      );
      if (!broken.struck()) break;
      expect([failed, await usedIn(shop), await sequence()]).toEqual([true, 0n, before]);
    }
    expect(await usedIn(shop)).toBe(105n);
    expect(await facts(shop, 'package.activated')).toHaveLength(1);
  });

  it('are counted once when PostgreSQL asks for another try', async () => {
    const shop = await openShop(db);
    const { iccid } = await sellProfile(shop);
    for (let at = 1; ; at += 1) {
      const broken = sabotage(db, { at, fault: 'serialization failure' });
      await record(shop, [aUse(iccid, { bytes: 1n })], broken.db);
      if (!broken.struck()) break;
      expect(await usedIn(shop)).toBe(BigInt(at));
    }
  });
});

describe('a refund and the first use at once', () => {
  it('end in one of the two, and the books agree', async () => {
    for (let round = 0; round < 12; round += 1) {
      const shop = await openShop(db);
      const { sold } = await sell(shop, registration(shop));
      const asked = { uid: sold.activatedItem.uid, carriers: shop.carriers };
      const ctx = { ...shop.ctx, now: new Date() };
      const [refund, use] = await Promise.allSettled([
        db.transaction((tx) => refundPackage({ ...ctx, db: tx }, asked)),
        record(shop, [aUse(sold.esimProfile.iccid, { bytes: 5n })]),
      ]);
      const isRefunded = refund.status === 'fulfilled';
      const uncoveredBytes = isRefunded ? 5n : 0n;
      expect(use).toMatchObject({ value: [{ outcome: 'counted', uncoveredBytes }] });
      expect(await usedIn(shop)).toBe(5n - uncoveredBytes);
      if (!isRefunded) expect(refund.reason).toMatchObject({ code: 'not_refundable_used' });
    }
  });
});

describe('where a profile is', () => {
  it('is where its last record says, in whatever order the records come', async () => {
    const shop = await openShop(db);
    const { iccid } = await sellProfile(shop);
    const seen = (country: string, minutes: number) =>
      aUse(iccid, { country, startedAt: minutesAgo(minutes + 1), endedAt: minutesAgo(minutes) });
    await record(shop, [seen('DE', 20), seen('AT', 30)]);
    await record(shop, [seen('JP', 25)]);
    expect(await find(shop, iccid)).toMatchObject({ currentCountry: 'DE' });
    await record(shop, [seen('US', 5)]);
    await record(shop, [seen('US', 4)]);
    const changes = await facts(shop, 'esim.country_changed');
    expect(changes.map((body) => [body.previousCountry, body.newCountry])).toEqual([
      [null, 'AT'],
      ['AT', 'DE'],
      ['DE', 'US'],
    ]);
  });

  it('is told once of however many records that come from there at once', async () => {
    const shop = await openShop(db);
    const { iccid } = await sellProfile(shop);
    await Promise.all(Array.from({ length: 10 }, () => record(shop, [aUse(iccid)])));
    expect(await facts(shop, 'esim.country_changed')).toHaveLength(1);
  });

  it('ends the session in the country before, and keeps one in the same country', async () => {
    const shop = await openShop(db);
    const { iccid, id } = await sellProfile(shop);
    const install = { iccid, action: 'install' } as const;
    await db.transaction((tx) => changeProfileState({ ...shop.ctx, db: tx }, install));
    const attach = { iccid, country: 'AT', mcc: '232', mnc: '01' };
    await db.transaction((tx) => attachProfile({ ...shop.ctx, db: tx }, attach));
    await record(shop, [aUse(iccid)]);
    expect(await openSessionsOf(db, id)).toBe(1);
    await record(shop, [aUse(iccid, { country: 'DE', mcc: '262', mnc: '02' })]);
    expect(await openSessionsOf(db, id)).toBe(0);
    const place = await db.row(sql`
      select current_country, current_mcc, current_mnc from esim_profiles where id = ${id}`);
    expect(place).toEqual({ current_country: 'DE', current_mcc: '262', current_mnc: '02' });
  });
});
