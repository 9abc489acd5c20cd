import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { mailsTo } from '../../../test/support/letters.ts';
import { personOf } from '../../../test/support/people.ts';
import { openReseller, purchase, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans, PLANS } from '../../../test/support/shop.ts';
import { usd } from '../../kernel/money.ts';
import { sql } from '../../platform/db/database.ts';
import { announcePlannedPrices, applyPlannedPrices } from './apply-planned-prices.ts';

const DAY_MS = 86_400_000;
const store = await forThisFile(openStore());
await loadPlans(store.db);
const { call: operator } = await personOf(store, '', 'operator');
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

/** A reseller with a list of its own, in which worldwide costs 2.00 USD. */
async function openAgreed() {
  const reseller = await openReseller(store);
  const list = await operator('POST', '/operator/price-lists', { body: { name: 'Own' } });
  const { id } = list.json();
  const price = { body: { wholesalePrice: usd(2) } };
  await operator('PUT', `/operator/price-lists/${id}/prices/${PLANS.worldwide.id}`, price);
  const path = `/operator/organizations/${reseller.organizationId}/price-list`;
  await operator('PUT', path, { body: { priceListId: id } });
  return { reseller, listId: id as string };
}

async function plan(listId: string, price: number, effectiveAt = inDays(1)) {
  const prices = [{ dataPlanId: PLANS.worldwide.id, wholesalePrice: usd(price) }];
  const body = { effectiveAt: effectiveAt.toISOString(), prices };
  return (
    await operator('POST', `/operator/price-lists/${listId}/planned-prices`, { body })
  ).json();
}
const cancel = async (id: string) =>
  (await operator('POST', `/operator/planned-prices/${id}/cancel`)).json();
const shownTo = async ({ call }: Reseller) =>
  (await call('GET', `/gigastore/catalogue/${PLANS.worldwide.id}`)).json();
const eventsOf = async ({ call }: Reseller, type: string) =>
  (await call('GET', `/gigastore/events?limit=200&type=${type}`)).json().items;

describe('a planned price', () => {
  it('is told by mail, event and catalogue before it holds, to those who pay by the list', async () => {
    const { reseller, listId } = await openAgreed();
    const usual = await openReseller(store);
    const owner = await personOf(store, reseller.organizationId, 'owner');
    const { items } = await plan(listId, 3);
    expect(items).toMatchObject([{ state: 'planned', wholesalePrice: usd(3) }]);
    expect(await announcePlannedPrices(store.db, new Date())).toBe(1);
    expect(await announcePlannedPrices(store.db, new Date())).toBe(0);
    const { effectiveAt } = items[0];
    expect(await eventsOf(reseller, 'price.planned')).toMatchObject([
      { data: { price: usd(3), effectiveAt, isCancelled: false } },
    ]);
    const mails = (await mailsTo(store, owner.email)).filter(({ kind }) => kind === 'price-change');
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('3.00 USD from');
    expect(await shownTo(reseller)).toMatchObject({
      wholesalePrice: usd(2),
      plannedPrice: { price: usd(3), effectiveAt },
    });
    expect((await shownTo(usual)).plannedPrice).toBeNull();
    expect(await eventsOf(usual, 'price.planned')).toEqual([]);
    await cancel(items[0].id);
  });

  it('holds once from its time on, however many jobs run', async () => {
    const { reseller, listId } = await openAgreed();
    await plan(listId, 3);
    expect(await applyPlannedPrices(store.db, new Date())).toBe(0);
    const later = inDays(1.1);
    const runs = await Promise.all([1, 2, 3].map(() => applyPlannedPrices(store.db, later)));
    expect(runs.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await shownTo(reseller)).toMatchObject({ wholesalePrice: usd(3), plannedPrice: null });
    expect(await eventsOf(reseller, 'price.changed')).toHaveLength(1);
    const list = `/operator/planned-prices?price_list_id=${listId}`;
    expect((await operator('GET', list)).json().items).toMatchObject([{ state: 'applied' }]);
  });

  it('stays planned if the job dies half-way', async () => {
    const { reseller, listId } = await openAgreed();
    await plan(listId, 3);
    const later = inDays(1.1);
    await store.db.run(sql`
      alter table planned_prices add constraint dies check (state <> 'applied') not valid`);
    await expect(applyPlannedPrices(store.db, later)).rejects.toThrow('dies');
    expect((await shownTo(reseller)).wholesalePrice).toEqual(usd(2));
    await store.db.run(sql`alter table planned_prices drop constraint dies`);
    expect(await applyPlannedPrices(store.db, later)).toBe(1);
    expect((await shownTo(reseller)).wholesalePrice).toEqual(usd(3));
  });

  it('can be cancelled until it holds, and those who were told are told', async () => {
    const { reseller, listId } = await openAgreed();
    const [first] = (await plan(listId, 3)).items;
    await announcePlannedPrices(store.db, new Date());
    expect(await cancel(first.id)).toMatchObject({ state: 'cancelled' });
    await announcePlannedPrices(store.db, new Date());
    const events = await eventsOf(reseller, 'price.planned');
    const cancelled = events.filter(
      (event: { data: { isCancelled: boolean } }) => event.data.isCancelled,
    );
    expect(cancelled).toHaveLength(1);
    expect(await applyPlannedPrices(store.db, inDays(2))).toBe(0);
    const [second] = (await plan(listId, 4)).items;
    const outcomes = await Promise.all([
      cancel(second.id).then(({ state, code }) => state ?? code),
      applyPlannedPrices(store.db, inDays(2)),
    ]);
    expect([
      ['cancelled', 0],
      ['invalid_state', 1],
    ]).toContainEqual(outcomes);
  });

  it('replaces what was planned for the plan, and must be to come', async () => {
    const { listId } = await openAgreed();
    await plan(listId, 3);
    const last = await plan(listId, 4);
    const { items } = (
      await operator('GET', `/operator/planned-prices?price_list_id=${listId}`)
    ).json();
    expect(items.map(({ state }: { state: string }) => state)).toEqual(['planned', 'cancelled']);
    expect(await plan(listId, 5, inDays(-1))).toMatchObject({ code: 'invalid_request' });
    await cancel(last.items[0].id);
  });

  it('charges a sale at that moment by one price, which the package says', async () => {
    const { reseller, listId } = await openAgreed();
    await plan(listId, 3);
    const selling = Array.from({ length: 6 }, () => purchase(reseller));
    const [sold] = await Promise.all([
      Promise.all(selling),
      applyPlannedPrices(store.db, inDays(1.1)),
    ]);
    sold.push(await purchase(reseller));
    const rows = await store.db.rows<{ price: bigint; charged: bigint }>(sql`
      select item.purchase_price_minor as price, paid.amount_minor as charged
      from activated_items as item
      join transfers as paid on paid.account_id = item.account_id
        and paid.activated_item_id = item.id
      where item.account_id = ${reseller.id}`);
    expect(rows).toHaveLength(sold.length);
    for (const { price, charged } of rows) {
      expect(charged).toBe(price);
      expect([200n, 300n]).toContain(price);
    }
    expect(rows.some(({ price }) => price === 300n)).toBe(true);
  });
});
