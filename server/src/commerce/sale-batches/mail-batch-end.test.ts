import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { mailsTo } from '../../../test/support/letters.ts';
import { personOf, type TestPerson } from '../../../test/support/people.ts';
import { openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { STOPPING } from './batch.ts';
import { sellBatchItems } from './sell-batch-items.ts';
import { stopReason } from './stop-reasons.ts';

const BATCHES = '/gigastore/activations/batches';
const headers = { 'x-account': 'sandbox' };

const store = await forThisFile(openStore());
await loadPlans(store.db);

/** A person sells two packages from a list; a package costs 2.00 USD. */
async function sellTwo(reseller: Reseller, { call }: Pick<TestPerson, 'call'>): Promise<void> {
  const lines = [{ inventoryItemId: reseller.items.worldwide, quantity: 2 }];
  const created = await call('POST', BATCHES, { body: { lines }, headers });
  expect(created.statusCode, created.body).toBe(202);
  const { carriers, links } = store.parts;
  const parts = { db: store.db, carriers, links, realNow: () => new Date() };
  await sellBatchItems(parts, { accountId: reseller.id, id: created.json().id });
}

describe('the reason why a batch stopped', () => {
  it.each([...STOPPING, 'api_key_not_found', 'insufficient_scope'])(
    'is a sentence in every language: %s',
    (code) => {
      for (const locale of ['en', 'de'] as const) expect(stopReason(code, locale)).toMatch(/\w\.$/);
    },
  );
});

describe('the mail about a batch', () => {
  it('tells the person who started it how many were sold, once it is done', async () => {
    const reseller = await openReseller(store);
    const seller = await personOf(store, reseller.organizationId, 'support');
    const colleague = await personOf(store, reseller.organizationId, 'support');
    await sellTwo(reseller, seller);
    const [mail, ...more] = await mailsTo(store, seller.email);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ subject: expect.stringContaining('Your batch of sales is done') });
    expect(await mailsTo(store, colleague.email)).toEqual([]);
  });

  it('says why the batch stopped when it stops by itself', async () => {
    const reseller = await openReseller(store, 200n);
    const seller = await personOf(store, reseller.organizationId, 'support');
    await sellTwo(reseller, seller);
    const [mail] = await mailsTo(store, seller.email);
    expect(mail).toMatchObject({ subject: expect.stringContaining('Your batch of sales stopped') });
    expect(JSON.stringify(mail)).toContain('The credits are used up.');
  });

  it('is not sent to who does not want it, and to nobody for a batch of an API key', async () => {
    const reseller = await openReseller(store);
    const seller = await personOf(store, reseller.organizationId, 'support');
    const items = [{ kind: 'batch_finished', enabled: false }];
    const changed = await seller.call('PUT', '/auth/notifications', { body: { items } });
    expect(changed.statusCode, changed.body).toBe(200);
    await sellTwo(reseller, seller);
    await sellTwo(reseller, reseller);
    expect(await mailsTo(store, seller.email)).toEqual([]);
  });
});
