import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  loadPlans,
  openShop,
  registration,
  type Shop,
  sell,
  topUp,
} from '../../../test/support/shop.ts';
import {
  createUsageModel,
  DAY_MS,
  endOf,
  type UsageModel,
} from '../../../test/support/usage-model.ts';
import { aUse } from '../../../test/support/usage-records.ts';
import { changeProfileState } from '../../connectivity/esims/index.ts';
import { sql } from '../../platform/db/database.ts';
import { applyAllDueChanges } from '../activations/index.ts';
import { refundPackage } from '../refunds/index.ts';
import { attachProfile, recordUsage, type UsageRecord } from './index.ts';

const { db } = await forThisFile(createTestDatabase());
await loadPlans(db);

const GB = 1024n ** 3n;

/** A customer of a shop of its own, whose clock is this far ahead. */
type World = { shop: Shop; iccid: string; customerId: string; model: UsageModel; aheadMs: number };

const nowOf = ({ aheadMs }: { aheadMs: number }) => new Date(Date.now() + aheadMs);
const ctxOf = (world: World) => ({ ...world.shop.ctx, now: nowOf(world) });

function record(shop: Shop, records: UsageRecord[], now: Date) {
  const place = { accountId: shop.ctx.accountId, carrier: 'sandbox', now };
  return db.transaction((tx) => recordUsage(tx, place, records));
}

/** What the account's packages have given, by id. */
async function usedIn(shop: Shop): Promise<bigint> {
  const row = await db.row<{ used: bigint }>(sql`
    select coalesce(sum(used_bytes), 0)::bigint as used from activated_items
    where account_id = ${shop.ctx.accountId}`);
  return row?.used ?? 0n;
}

async function recordedIn(shop: Shop): Promise<{ covered: bigint; uncovered: bigint }> {
  const row = await db.row<{ covered: bigint; uncovered: bigint }>(sql`
    select
      coalesce(sum(bytes) filter (where activated_item_id is not null), 0)::bigint as covered,
      coalesce(sum(bytes) filter (where activated_item_id is null), 0)::bigint as uncovered
    from usage_records
    where account_id = ${shop.ctx.accountId}`);
  return row ?? { covered: 0n, uncovered: 0n };
}

type Step = (world: World) => Promise<void>;
const MODES = ['NOW', 'FIRST_USE', 'ON_DEMAND'] as const;

const refill =
  (of: { plan: 'worldwide' | 'endless'; mode: (typeof MODES)[number] }): Step =>
  async ({ shop, customerId, model }) => {
    const { sold } = await sell(
      shop,
      topUp(shop, customerId, {
        inventoryItemId: shop.items[of.plan],
        activationMode: of.mode,
      }),
    );
    keep(model, sold.activatedItem);
  };

const use =
  (uses: { mb: number; country: string; lateMs: number }[]): Step =>
  async (world) => {
    const now = nowOf(world);
    const records = uses.map(({ mb, country, lateMs }) =>
      aUse(world.iccid, {
        ...{ country, bytes: BigInt(mb) * 1024n ** 2n },
        startedAt: new Date(now.getTime() - lateMs),
      }),
    );
    const counted = await record(world.shop, records, now);
    const inOrder = records.toSorted((one, other) => +one.startedAt - +other.startedAt);
    for (const one of inOrder) {
      const { uncovered } = world.model.use({ ...one, at: one.startedAt.getTime() });
      expect(counted[records.indexOf(one)]).toMatchObject({ uncoveredBytes: uncovered });
    }
  };

const attach =
  (country: string): Step =>
  async (world) => {
    const ctx = ctxOf(world);
    const { iccid } = world;
    await db.transaction((tx) => attachProfile({ ...ctx, db: tx }, { iccid, country }));
    world.model.attach({ country, at: ctx.now.getTime() });
  };

const wait =
  (of: { ms: number; hasWorker: boolean }): Step =>
  async (world) => {
    world.aheadMs += of.ms;
    const { accountId } = world.shop.ctx;
    await db.run(sql`
      update accounts set clock_offset_ms = ${world.aheadMs} where id = ${accountId}`);
    if (!of.hasWorker) return;
    const now = nowOf(world);
    await applyAllDueChanges({ db, accountId, now });
    world.model.pass(now.getTime());
  };

const refund =
  (which: number): Step =>
  async (world) => {
    const ctx = ctxOf(world);
    const { model, shop } = world;
    const chosen = model.packages[which % model.packages.length];
    if (!chosen) return;
    const asked = { uid: chosen.id, carriers: shop.carriers };
    const refunded = await db
      .transaction((tx) => refundPackage({ ...ctx, db: tx }, asked))
      .then(
        () => true,
        () => false,
      );
    expect(refunded).toBe(model.refund(chosen, ctx.now.getTime()));
  };

const country = fc.constantFrom('AT', 'US', 'JP');
const lateMs = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9 * DAY_MS }));
const uses = fc.record({ mb: fc.integer({ min: 0, max: 900 }), country, lateMs });
const step = fc.oneof(
  fc
    .record({
      plan: fc.constantFrom('worldwide' as const, 'endless' as const),
      mode: fc.constantFrom(...MODES),
    })
    .map(refill),
  { weight: 3, arbitrary: fc.array(uses, { minLength: 1, maxLength: 5 }).map(use) },
  country.map(attach),
  fc.record({ ms: fc.integer({ min: 0, max: 45 * DAY_MS }), hasWorker: fc.boolean() }).map(wait),
  fc.nat().map(refund),
);

type SoldItem = {
  uid: string;
  salesDate: string;
  balance: { activationMode: (typeof MODES)[number]; validitySize: number | null };
};

/** The model's copy of a package as it was sold. */
function keep(model: UsageModel, item: SoldItem): void {
  const { activationMode: mode, validitySize: days } = item.balance;
  const soldAt = Date.parse(item.salesDate);
  model.sell({
    ...{ id: item.uid, mode, days, soldAt, size: GB, used: 0n },
    countries: ['AT', 'DE', 'US'],
    activatedAt: mode === 'NOW' ? soldAt : null,
    ...{ isWarned: false, isExpired: false, isRefunded: false },
  });
}

async function openWorld(): Promise<World> {
  const shop = await openShop(db);
  const { sold } = await sell(shop, registration(shop, { activationMode: 'FIRST_USE' }));
  const { iccid } = sold.esimProfile;
  const install = { iccid, action: 'install' } as const;
  await db.transaction((tx) => changeProfileState({ ...shop.ctx, db: tx }, install));
  const model = createUsageModel();
  keep(model, sold.activatedItem);
  return { shop, iccid, model, customerId: sold.customer.uid, aheadMs: 0 };
}

async function itemsOf({ shop }: World) {
  const items = await db.rows<{ id: string; ends: Date | null }>(sql`
    select id, used_bytes as used, activated_at as "activatedAt", expires_at as ends,
      state = 'REFUNDED' as "isRefunded", state = 'EXPIRED' as "isExpired"
    from activated_items
    where account_id = ${shop.ctx.accountId}
    order by id`);
  return items;
}

function expectedItems(model: UsageModel) {
  return model.packages
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    .map((one) => {
      const { id, used, activatedAt, isRefunded, isExpired } = one;
      const end = endOf(one);
      return {
        ...{ id, used, isRefunded, isExpired },
        activatedAt: activatedAt === null ? null : new Date(activatedAt),
        ends: Number.isFinite(end) ? new Date(end) : null,
      };
    });
}

/** The events about the packages, except those of the sale. */
async function wordsOf({ shop, model }: World): Promise<string[]> {
  const atSale = new Set(model.packages.flatMap(({ id, mode }) => (mode === 'NOW' ? id : [])));
  const rows = await db.rows<{ type: string; id: string }>(sql`
    select type, body ->> 'activatedItem' as id from events
    where account_id = ${shop.ctx.accountId}`);
  const told = rows.filter(({ type, id }) => !(type === 'package.activated' && atSale.has(id)));
  const words = told.map(({ type, id }) =>
    type === 'balance.low' ? 'low' : `${type.replace('package.', '')} ${id}`,
  );
  return words.filter((word) => /^(low|activated|expir|depleted)/.test(word)).sort();
}

describe('a life in the database', () => {
  it('is the same as in the model, and every byte is accounted for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const world = await openWorld();
        for (const take of steps) await take(world);
        expect(await itemsOf(world)).toEqual(expectedItems(world.model));
        expect(await wordsOf(world)).toEqual(world.model.facts.toSorted());
        expect((await recordedIn(world.shop)).covered).toBe(await usedIn(world.shop));
      }),
      { numRuns: 20 },
    );
  }, 120_000);
});
