import { expect, it } from 'vitest';
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

const SOURCES = [AUSTRIA_AT_ACCESS, AUSTRIA_AT_GO];

const { db } = await forThisFile(createTestDatabase());
const access = await forThisFile(openEsimAccess());
const go = await forThisFile(openEsimGo());
const settings = { ...access.settings, ...go.settings };

it('the order says why a source whose price is not known is not the cheapest', async () => {
  const dataPlanId = await loadOrderedPlan(db, { policy: 'cheapest', sources: SOURCES });
  const shop = await openLiveShop(db, { dataPlanId, settings });
  await keepFailedCalls(db, 'esim-access');
  const { uid } = await shop.register();
  const ordering = openOrdering(db, settings);
  const delivered = [{ state: 'DELIVERED', carrier: 'esim-go' }];
  await awaitOrders(db, shop.accountId, delivered).finally(() => ordering.close());
  expect(await choicesOf(db, { ...shop, uid })).toEqual([
    'esim-access skipped failing',
    'esim-go chosen cheapest',
  ]);
});
