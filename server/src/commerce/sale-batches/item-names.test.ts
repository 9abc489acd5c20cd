import { expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { addCreditsAndItems, LINKS, loadPlans } from '../../../test/support/shop.ts';
import { openSlice } from '../../../test/support/slice.ts';
import { sql } from '../../platform/db/database.ts';
import { registerSaleBatchRoutes } from './index.ts';

const PREVIEW = '/gigastore/activations/batches/preview';

const slice = await forThisFile(
  openSlice((app, parts) => registerSaleBatchRoutes(app, { ...parts, links: LINKS })),
);
await loadPlans(slice.db);

it('finds an item of CSV by its name, unless two items have the name', async () => {
  const account = await slice.newAccount();
  const shop = await addCreditsAndItems(slice.db, account);
  const call = await account.caller('sell');
  const rename = (id: string, name: string) =>
    slice.db.run(sql`
      update inventory_items set name = ${name}
      where account_id = ${account.id} and id = ${id}`);
  await rename(shop.items.worldwide, 'The world');
  const csv = 'email,item,quantity\n,The world,2\n,Nothing,1\n';
  const first = await call('POST', PREVIEW, { body: { csv } });
  expect(first.json()).toMatchObject({ packages: 2, faults: [{ line: 3 }] });
  await rename(shop.items.austria, 'The world');
  const second = await call('POST', PREVIEW, { body: { csv } });
  expect(second.json().faults.map(({ line }: { line: number }) => line)).toEqual([2, 3]);
});
