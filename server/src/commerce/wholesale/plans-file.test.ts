import { expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const { call } = await personOf(store, '', 'operator');

const headers = { accept: 'text/csv' };
const dryRun = async (csv: string, more: object = {}) =>
  (
    await call('POST', '/operator/catalogue/import', { body: { csv, dryRun: true, ...more } })
  ).json();

it('the list of data plans as CSV can be imported again, changed or not', async () => {
  const csv = (await call('GET', '/operator/data-plans', { headers })).body;
  const [head = '', first = ''] = csv.split('\r\n');
  expect(head).toBe(
    'id,name,size,validity_days,country_set,carrier,wholesale_price,cost,retired,data_type,' +
      'daily_bytes,day_time_zone,fair_use_bytes,fair_use_period,fair_use_kbps',
  );
  expect(first).toContain(',2.00,');
  const lines = csv.trim().split('\r\n').length - 1;
  expect(await dryRun(csv)).toMatchObject({ changes: [], errors: [], unchanged: lines });
  await openReseller(store);
  const { changes, resellers } = await dryRun(
    `${head}\r\n${first.replace(',2.00,', ',2.50,')}\r\n`,
  );
  expect(resellers).toBe(1);
  expect(changes).toMatchObject([{ fields: [{ field: 'wholesale_price', after: '2.50 USD' }] }]);
});

it('the prices of a list that is not the default one leave as CSV and come back', async () => {
  const post = async (path: string, body: object) => (await call('POST', path, { body })).json();
  const { id } = await post('/operator/price-lists', { name: 'Partners' });
  const path = `/operator/data-plans?price_list_id=${id}`;
  const csv = (await call('GET', path, { headers })).body;
  expect(csv).not.toContain(',2.00,');
  const [head = '', first = ''] = csv.split('\r\n');
  const [planId = ''] = first.split(',');
  const priced = `${head}\r\n${first.replace(/,,(?=[^,]*,no,total)/, ',1.75,')}\r\n`;
  const change = { field: 'wholesale_price', before: null, after: '1.75 USD' };
  expect(await dryRun(priced, { priceListId: id })).toMatchObject({
    errors: [],
    changes: [{ target: planId, fields: [change] }],
  });
  const saved = await post('/operator/catalogue/import', { csv: priced, priceListId: id });
  expect(saved.changes).toHaveLength(1);
  expect((await call('GET', path, { headers })).body).toContain(`${first.split(',,')[0]},1.75,`);
  const { items } = (await call('GET', path)).json();
  const own = items.find((plan: { id: string }) => plan.id === planId);
  expect(own.wholesalePrice.priceValue).toBe(1.75);
  const all = (await call('GET', '/operator/data-plans', { headers })).body;
  expect(all).toContain(`${first.split(',,')[0]},2.00,`);
  const unknown = await call('GET', `/operator/data-plans?price_list_id=${planId}`);
  expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'price_list_not_found']);
});

it('the list of country sets as CSV can be imported again, changed or not', async () => {
  const csv = (await call('GET', '/operator/country-sets', { headers })).body;
  const [head, ...lines] = csv.trim().split('\r\n');
  expect(head).toBe('code,name,countries,retired');
  expect(csv).toContain('\r\nEU,Europe,AT DE,no\r\n');
  expect(await dryRun(csv)).toMatchObject({ changes: [], errors: [], unchanged: lines.length });
  const changed = `${head}\r\nEU,Europe,AT DE CH,no\r\n`;
  const field = { field: 'countries', before: 'AT DE', after: 'AT CH DE' };
  expect((await dryRun(changed)).changes).toMatchObject([{ target: 'EU', fields: [field] }]);
});
