import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { openReseller, purchase } from '../../../test/support/resellers.ts';
import { loadPlans, PLANS } from '../../../test/support/shop.ts';
import { sql } from '../../platform/db/database.ts';

const GROUPS = '/operator/reports/sales/groups';
type Group = { key: string; name: string; sold: number };

const store = await forThisFile(openStore());
await loadPlans(store.db);
const { call } = await personOf(store, '', 'operator');

describe('the report by one thing', () => {
  it('names country sets, carriers and resellers, and says when a cost is unknown', async () => {
    await store.db.run(sql`delete from plan_costs`);
    const reseller = await openReseller(store);
    const cost = { cost: { priceValue: 0.75, currencyCode: 'USD' } };
    await call('PUT', `/operator/data-plans/${PLANS.europe.id}/cost`, { body: cost });
    await purchase(reseller, { inventoryItemId: reseller.items.europe });
    await purchase(reseller);
    const read = async (by: string): Promise<Group[]> => {
      const query = `group_by=${by}&mode=all&organization_id=${reseller.organizationId}`;
      return (await call('GET', `${GROUPS}?${query}`)).json().items;
    };
    const bySet = await read('country_set');
    expect(bySet.find(({ key }) => key === 'WWW')).toMatchObject({
      ...{ sold: 1, unitsWithoutCost: 1, cost: null, margin: null },
    });
    expect(bySet.find(({ key }) => key === PLANS.europe.countrySet)).toMatchObject({
      ...{ name: expect.stringMatching(/Europ/), sold: 1, unitsWithoutCost: 0 },
      cost: { priceValue: 0.75 },
    });
    expect(await read('carrier')).toMatchObject([{ key: 'sandbox', sold: 2, cost: null }]);
    expect(await read('organization')).toMatchObject([
      { key: reseller.organizationId, name: 'Shop', sold: 2, margin: null },
    ]);
    const [day] = await read('day');
    expect(day).toMatchObject({ key: new Date().toISOString().slice(0, 10), sold: 2 });
  });

  it('leaves an unknown cost empty in CSV', async () => {
    await store.db.run(sql`delete from plan_costs`);
    const reseller = await openReseller(store);
    await purchase(reseller);
    const query = `group_by=carrier&mode=all&organization_id=${reseller.organizationId}`;
    const csv = await call('GET', `${GROUPS}?${query}`, { headers: { accept: 'text/csv' } });
    const [header, row] = csv.body.trim().split('\r\n');
    expect(header).toBe(
      'key,name,sold,refunded,fromStock,unitsWithoutCost,' +
        'revenue,stockRevenue,retail,cost,margin,currency',
    );
    expect(row).toMatch(/^sandbox,sandbox,1,0,0,1,2\.00,0\.00,[\d.]+,,,USD$/);
  });

  it.each([
    ['?group_by=colour', '/group_by'],
    ['?group_by=day&from=2026-02-02&to=2026-01-01', '/to'],
  ])('is refused for %s', async (query, path) => {
    const answer = (await call('GET', GROUPS + query)).json();
    expect(answer).toMatchObject({ code: 'invalid_request', errors: [{ path }] });
  });
});
