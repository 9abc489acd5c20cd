import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  AUSTRIA_AT_ACCESS,
  AUSTRIA_AT_GO,
  awaitOrders,
  choicesOf,
  keepFailedCalls,
  loadOrderedPlan,
  openEsimAccess,
  openEsimGo,
  openLiveShop,
  openOrdering,
} from '../../../test/support/supply.ts';
import { readProfiles } from '../../connectivity/esims/index.ts';
import { readCredits } from '../../money/credits/index.ts';
import { sql } from '../../platform/db/database.ts';
import { replacePlanSources, upsertPlanCosts } from '../catalog/index.ts';
import { upsertBalance, upsertLimits } from '../routing/index.ts';

const SOURCES = [AUSTRIA_AT_GO, AUSTRIA_AT_ACCESS];
const LOST = ['answer_lost_after', 'own_error_after'] as const;
const CREDITS_MINOR = 10_000_000n;
const at = (carrier: string) => ({ state: 'DELIVERED', packageState: 'ACTIVE', carrier });

const { db } = await forThisFile(createTestDatabase());
const access = await forThisFile(openEsimAccess());
const go = await forThisFile(openEsimGo());
const settings = { ...access.settings, ...go.settings };
/** The carrier of the plan is eSIM Access, which its sources name second. */
const dataPlanId = await loadOrderedPlan(db, { sources: SOURCES });

beforeEach(async () => {
  access.failWith(undefined);
  go.failWith(undefined);
  access.supplier.outOfStock.clear();
  await db.run(sql`delete from carrier_calls`);
  await db.run(sql`delete from carrier_balances`);
});

const boughtAtAccess = () => access.supplier.books().orders.length;
const boughtAtGo = () => go.supplier.books().orders.length;
const openShop = (planId = dataPlanId) =>
  openLiveShop(db, { dataPlanId: planId, settings, creditsMinor: CREDITS_MINOR });

function work(): void {
  const ordering = openOrdering(db, settings);
  onTestFinished(() => ordering.close());
}

/** Fails the calls to eSIM Access that buy or offer something. */
function failAccess(fault: 'request_lost' | 'rate_limited', paths = /\/esim\/(order|topup)$/) {
  access.failWith(({ path }) => (paths.test(path) ? fault : undefined));
}

/** Keeps eSIM Go from selling until eSIM Access was asked for an eSIM. */
function freeGoAfterAccess(): void {
  let isBusy = true;
  go.failWith(({ body }) =>
    isBusy && body.includes('"transaction"') ? 'rate_limited' : undefined,
  );
  access.failWith(({ path }) => {
    if (path.endsWith('/esim/order')) isBusy = false;
    return undefined;
  });
}

describe('a plan with two sources', () => {
  it('is ordered from the carrier that it names, and says so', async () => {
    const shop = await openShop();
    work();
    const { uid } = await shop.register();
    await awaitOrders(db, shop.accountId, [at('esim-access')]);
    expect(await choicesOf(db, { ...shop, uid })).toEqual(['esim-access chosen preferred']);
  });

  it('is ordered from the next one when the first is out of stock, and charged once', async () => {
    const shop = await openShop();
    access.supplier.outOfStock.add('AT1D7');
    const before = [boughtAtAccess(), boughtAtGo()];
    work();
    const { uid, customer } = await shop.register();
    await awaitOrders(db, shop.accountId, [at('esim-go')]);
    expect(await choicesOf(db, { ...shop, uid })).toEqual([
      'esim-access chosen preferred',
      'esim-access refused out_of_stock',
      'esim-go chosen next',
    ]);
    expect([boughtAtAccess(), boughtAtGo()]).toEqual([before[0], (before[1] ?? 0) + 1]);
    const [profile] = await readProfiles(db, { ...shop, customerIds: [customer] });
    expect(profile?.carrier).toBe('esim-go');
    expect(await readCredits({ db, accountId: shop.accountId })).toMatchObject({
      postedMinor: CREDITS_MINOR - 200n,
      heldMinor: 0n,
    });
  });

  it('skips a carrier that fails before anything is sent there', async () => {
    const shop = await openShop();
    await keepFailedCalls(db, 'esim-access');
    const before = boughtAtAccess();
    work();
    const { uid } = await shop.register();
    await awaitOrders(db, shop.accountId, [at('esim-go')]);
    expect(await choicesOf(db, { ...shop, uid })).toEqual([
      'esim-access skipped failing',
      'esim-go chosen next',
    ]);
    expect(boughtAtAccess()).toBe(before);
  });

  it('skips a carrier without funds before anything is sent there', async () => {
    const shop = await openShop();
    const balance = { tenThousandths: 50_000n, currency: 'USD' };
    await upsertBalance(db, { carrier: 'esim-access', balance, at: new Date() });
    await db.transaction((tx) =>
      upsertLimits(tx, { carrier: 'esim-access', warnBelow: null, stopBelow: 60_000n }),
    );
    const before = boughtAtAccess();
    work();
    const { uid } = await shop.register();
    await awaitOrders(db, shop.accountId, [at('esim-go')]);
    expect(await choicesOf(db, { ...shop, uid })).toEqual([
      'esim-access skipped unfunded',
      'esim-go chosen next',
    ]);
    expect(boughtAtAccess()).toBe(before);
  });

  it('goes on after a call that certainly changed nothing, and comes back at last', async () => {
    const shop = await openShop();
    failAccess('rate_limited');
    work();
    const { uid } = await shop.register();
    await awaitOrders(db, shop.accountId, [at('esim-go')]);
    expect(await choicesOf(db, { ...shop, uid })).toEqual([
      'esim-access chosen preferred',
      'esim-access failed retry_later',
      'esim-access skipped failing',
      'esim-go chosen next',
    ]);
  });

  it.each(LOST)('stays where it may have been bought, and is bought once: %s', async (fault) => {
    const shop = await openShop();
    let isDue = true;
    access.failWith(({ path }) => {
      if (!isDue || !path.endsWith('/esim/order')) return undefined;
      isDue = false;
      return fault;
    });
    const before = [boughtAtAccess(), boughtAtGo()];
    work();
    await shop.register();
    await awaitOrders(db, shop.accountId, [at('esim-access')]);
    expect([boughtAtAccess(), boughtAtGo()]).toEqual([(before[0] ?? 0) + 1, before[1]]);
  });

  it('is sent again as it was where it may be, whatever the plan says by then', async () => {
    const planId = await loadOrderedPlan(db, { sources: SOURCES });
    const shop = await openShop(planId);
    failAccess('request_lost', /\/esim\/order$/);
    const before = [boughtAtAccess(), boughtAtGo()];
    work();
    await shop.register();
    await awaitOrders(db, shop.accountId, [{ state: 'UNKNOWN', carrier: 'esim-access' }]);
    await db.transaction(async (tx) => {
      await upsertPlanCosts(tx, [{ dataPlanId: planId, validFrom: '2026-01-01', costMinor: 0n }]);
      await replacePlanSources(tx, { dataPlanId: planId, sources: [AUSTRIA_AT_GO] });
    });
    access.failWith(undefined);
    await awaitOrders(db, shop.accountId, [at('esim-access')]);
    expect([boughtAtAccess(), boughtAtGo()]).toEqual([(before[0] ?? 0) + 1, before[1]]);
  });

  it('comes back to a source that was busy when another one refuses', async () => {
    const planId = await loadOrderedPlan(db, { carrier: 'esim-go', sources: SOURCES });
    const shop = await openShop(planId);
    freeGoAfterAccess();
    access.supplier.outOfStock.add('AT1D7');
    work();
    const { uid } = await shop.register();
    await awaitOrders(db, shop.accountId, [at('esim-go')]);
    expect((await choicesOf(db, { ...shop, uid })).slice(-2)).toEqual([
      'esim-access refused out_of_stock',
      'esim-go chosen last_resort',
    ]);
  });

  it('fails and charges nothing when no source is left', async () => {
    const shop = await openShop();
    access.supplier.outOfStock.add('AT1D7');
    await db.transaction((tx) =>
      upsertLimits(tx, { carrier: 'esim-go', warnBelow: null, stopBelow: 1_000_000n }),
    );
    const balance = { tenThousandths: 1n, currency: 'USD' };
    await upsertBalance(db, { carrier: 'esim-go', balance, at: new Date() });
    work();
    const { uid } = await shop.register();
    const refused = { state: 'REFUSED', reason: 'out_of_stock', packageState: 'FAILED' };
    await awaitOrders(db, shop.accountId, [refused]);
    expect(await choicesOf(db, { ...shop, uid })).toEqual([
      'esim-access chosen preferred',
      'esim-access refused out_of_stock',
      'esim-go skipped unfunded',
    ]);
    expect(await readCredits({ db, accountId: shop.accountId })).toMatchObject({
      postedMinor: CREDITS_MINOR,
      heldMinor: 0n,
    });
  });

  it('tops up where the customer has an eSIM, whatever the policy says', async () => {
    const shop = await openShop();
    access.supplier.outOfStock.add('AT1D7');
    work();
    const { customer } = await shop.register();
    await awaitOrders(db, shop.accountId, [at('esim-go')]);
    access.supplier.outOfStock.clear();
    const { uid } = await shop.topUp(customer);
    await awaitOrders(db, shop.accountId, [at('esim-go'), at('esim-go')]);
    expect(await choicesOf(db, { ...shop, uid })).toEqual(['esim-go chosen has_esim']);
  });

  it('tops up the eSIM also after another source refused to deliver a new one', async () => {
    const shop = await openShop();
    access.supplier.outOfStock.add('AT1D7');
    work();
    const { customer } = await shop.register();
    await awaitOrders(db, shop.accountId, [at('esim-go')]);
    freeGoAfterAccess();
    await shop.topUp(customer);
    await awaitOrders(db, shop.accountId, [at('esim-go'), at('esim-go')]);
    expect(await readProfiles(db, { ...shop, customerIds: [customer] })).toHaveLength(1);
  });
});

describe('a plan with one source', () => {
  it('is ordered from a carrier that fails as the last resort', async () => {
    const planId = await loadOrderedPlan(db);
    const shop = await openShop(planId);
    await keepFailedCalls(db, 'esim-access');
    work();
    const { uid } = await shop.register();
    await awaitOrders(db, shop.accountId, [at('esim-access')]);
    expect(await choicesOf(db, { ...shop, uid })).toEqual(['esim-access chosen last_resort']);
  });
});

describe('the policy of a plan', () => {
  it('takes the cheapest source, and skips one above the cost of the plan', async () => {
    const planId = await loadOrderedPlan(db, { policy: 'cheapest', sources: SOURCES });
    const shop = await openShop(planId);
    const [item] = access.supplier.packages;
    if (!item) throw new Error('The simulator has packages.');
    const { price } = item;
    onTestFinished(() => {
      item.price = price;
    });
    item.price = 1;
    work();
    const first = await shop.register();
    await awaitOrders(db, shop.accountId, [at('esim-access')]);
    expect(await choicesOf(db, { ...shop, ...first })).toEqual(['esim-access chosen cheapest']);
    const cost = { dataPlanId: planId, validFrom: '2026-01-01', costMinor: 0n };
    await db.transaction((tx) => upsertPlanCosts(tx, [cost]));
    const second = await shop.register();
    await awaitOrders(db, shop.accountId, [at('esim-access'), { state: 'REFUSED' }]);
    expect(await choicesOf(db, { ...shop, ...second })).toEqual([
      'esim-access skipped price_changed',
      'esim-go skipped price_changed',
    ]);
  });

  it('splits the orders by share', async () => {
    const sources = [
      { ...AUSTRIA_AT_GO, share: 100 },
      { ...AUSTRIA_AT_ACCESS, share: 0 },
    ];
    const planId = await loadOrderedPlan(db, { policy: 'split', sources });
    const shop = await openShop(planId);
    work();
    const { uid } = await shop.register();
    await awaitOrders(db, shop.accountId, [at('esim-go')]);
    expect(await choicesOf(db, { ...shop, uid })).toEqual(['esim-go chosen share']);
  });

  it('takes the source for the country', async () => {
    const sources = [AUSTRIA_AT_ACCESS, { ...AUSTRIA_AT_GO, countries: ['AT'] }];
    const planId = await loadOrderedPlan(db, { policy: 'by_country', sources });
    const shop = await openShop(planId);
    work();
    const { uid } = await shop.register();
    await awaitOrders(db, shop.accountId, [at('esim-go')]);
    expect(await choicesOf(db, { ...shop, uid })).toEqual(['esim-go chosen country']);
  });
});
