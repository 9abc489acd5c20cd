import { expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const { call } = await personOf(store, '', 'operator');

it('the list of data plans as CSV can be imported again, changed or not', async () => {
  const headers = { accept: 'text/csv' };
  const csv = (await call('GET', '/operator/data-plans', { headers })).body;
  const [head = '', first = ''] = csv.split('\r\n');
  expect(head).toBe('id,name,size,validity_days,country_set,carrier,wholesale_price,cost,retired');
  expect(first).toContain(',2.00,');
  const dryRun = async (text: string) =>
    (
      await call('POST', '/operator/catalogue/import', { body: { csv: text, dryRun: true } })
    ).json();
  const lines = csv.trim().split('\r\n').length - 1;
  expect(await dryRun(csv)).toMatchObject({ changes: [], errors: [], unchanged: lines });
  await openReseller(store);
  const { changes, resellers } = await dryRun(
    `${head}\r\n${first.replace(',2.00,', ',2.50,')}\r\n`,
  );
  expect(resellers).toBe(1);
  expect(changes).toMatchObject([{ fields: [{ field: 'wholesale_price', after: '2.50 USD' }] }]);
});
