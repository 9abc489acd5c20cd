import { expect, it, onTestFinished } from 'vitest';
import { openCatalogues, sourcesOf } from '../../../test/support/catalogue-imports.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  awaitOrders,
  loadOrderedPlan,
  openLiveShop,
  openOrdering,
} from '../../../test/support/supply.ts';
import { readCredits } from '../../money/credits/index.ts';
import { installGeography } from '../catalog/index.ts';

const own = await forThisFile(openCatalogues());
const { db, store, preview, importAll, decide, access, go } = own;
const settings = store.parts.config.suppliers;
const dataPlanId = await loadOrderedPlan(db, { item: 'AT1D7' });
await db.transaction(installGeography);
const [austria] = access.supplier.packages;
const [bundle] = go.supplier.bundles;
if (!austria || !bundle) throw new Error('The simulators have items.');

const CREDITS_MINOR = 10_000_000n;
const openShop = () => openLiveShop(db, { dataPlanId, settings, creditsMinor: CREDITS_MINOR });

function work(): void {
  const ordering = openOrdering(db, settings);
  onTestFinished(() => ordering.close());
}

it('a catalogue that two workers read at once is one preview', async () => {
  const [id, same] = await Promise.all([own.start('esim-access'), own.start('esim-access')]);
  expect(same).toBe(id);
  await Promise.all([own.work(), own.work(), own.work()]);
  const run = await own.read(`/operator/catalogue-runs/${id}`);
  expect(run).toMatchObject({ state: 'READY', counts: [{ kind: 'new', lines: 5 }] });
});

it('two suppliers whose items are applied at once share one new plan', async () => {
  const france = { packageCode: 'FR1', slug: 'FR_1_7', name: 'France', location: 'FR' };
  access.supplier.packages.push({ ...austria, ...france });
  go.supplier.bundles.push({ ...bundle, name: 'esim_FR', description: 'France', iso: 'FR' });
  const [one, other] = [await preview('esim-access'), await preview('esim-go')];
  const answers = await Promise.all(
    [one, other].map(({ id }) => decide(id, { decision: 'apply' })),
  );
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
  const french = (await sourcesOf(db)).filter(({ item }) => /FR/.test(item));
  expect(french.map(({ carrier, item }) => [carrier, item])).toEqual([
    ['esim-access', 'FR1'],
    ['esim-go', 'esim_FR'],
  ]);
  expect(new Set(french.map(({ plan }) => plan)).size).toBe(1);
});

it('a sale goes to another source when an import switches the first one off', async () => {
  const shop = await openShop();
  await shop.register();
  access.supplier.packages.shift();
  await importAll('esim-access');
  work();
  await awaitOrders(db, shop.accountId, [{ state: 'DELIVERED', carrier: 'esim-go' }]);
});

it('a plan that no supplier offers any more is sold to nobody, and charged to nobody', async () => {
  go.supplier.bundles.shift();
  await importAll('esim-go');
  const shop = await openShop();
  work();
  await shop.register();
  await awaitOrders(db, shop.accountId, [{ state: 'REFUSED', reason: 'no_source' }]);
  const credits = await readCredits({ db, accountId: shop.accountId });
  expect(credits).toMatchObject({ postedMinor: CREDITS_MINOR, heldMinor: 0n });

  access.supplier.packages.unshift(austria);
  await importAll('esim-access');
  await shop.register();
  await awaitOrders(db, shop.accountId, [
    { state: 'REFUSED' },
    { state: 'DELIVERED', carrier: 'esim-access' },
  ]);
});
