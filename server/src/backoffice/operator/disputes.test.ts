import { expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const { call } = await personOf(store, '', 'operator-support');

async function addDispute({ call: buy, id: accountId }: Reseller, status: 'open' | 'won') {
  const amount = { priceValue: 50, currencyCode: 'USD' };
  const body = { amount, method: 'bank_transfer' };
  const { id } = (await buy('POST', '/gigastore/credits/purchases', { body })).json();
  const token = `du_${newId()}`;
  await store.db.run(sql`
    insert into disputes (account_id, purchase_id, token, status, disputed_minor, credits_minor,
      frozen_minor, opened_at, closed_at)
    values (${accountId}, ${id}, ${token}, ${status}, 5000, 5000, 4200,
      '2026-04-30T09:55:36.430Z', case when ${status} = 'won' then now() end)`);
  return token;
}

it('lists the disputes of all accounts, page by page, by status and by organization', async () => {
  const one = await openReseller(store);
  const other = await openReseller(store, undefined, 'live');
  const open = [await addDispute(one, 'open'), await addDispute(other, 'open')];
  const won = await addDispute(one, 'won');
  const read = async (query: string) => (await call('GET', `/operator/disputes?${query}`)).json();
  const seen: unknown[] = [];
  let after = '';
  do {
    const { items, nextCursor } = await read(`limit=1${after}`);
    seen.push(...items.map(({ reference }: { reference: string }) => reference));
    after = nextCursor ? `&after=${nextCursor}` : '';
  } while (after);
  expect(seen).toEqual([...open, won].toSorted().toReversed());
  const { items } = await read(`status=open&organization_id=${one.organizationId}`);
  expect(items).toMatchObject([
    {
      ...{ accountId: one.id, mode: 'sandbox', organizationName: 'Shop', reference: open[0] },
      ...{ status: 'open', closedAt: null, openedAt: '2026-04-30T09:55:36.430Z' },
      ...{ disputed: { priceValue: 50 }, frozen: { priceValue: 42 } },
    },
  ]);
  const madeUp = Buffer.from('["x","y"]').toString('base64url');
  expect((await read(`after=${madeUp}`)).errors).toMatchObject([{ path: '/after' }]);
});
