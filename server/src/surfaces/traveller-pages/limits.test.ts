import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';

const store = await forThisFile(openStore({ GIGASTORE_RATE_LIMIT: 'on' }));
await loadPlans(store.db);
const reseller = await openReseller(store);

const LINK_BURST = 30;
const ADDRESS_BURST = 200;

async function register() {
  const body = { inventoryItemId: reseller.items.worldwide, activationMode: 'NOW' };
  const sold = (await reseller.call('POST', '/gigastore/activations/register', { body })).json();
  const { uid, profileUrl } = sold.customer;
  return { uid: uid as string, path: new URL(profileUrl).pathname };
}
const visit = (url: string, remoteAddress: string) => store.app.inject({ url, remoteAddress });

describe('the page of a customer', () => {
  it('is limited for one link, whatever addresses open it', async () => {
    const [one, other] = [await register(), await register()];
    const visits = Array.from({ length: LINK_BURST + 5 }, (_, index) =>
      visit(one.path, `203.0.113.${index + 1}`),
    );
    const answers = await Promise.all(visits);
    const refused = answers.filter(({ statusCode }) => statusCode === 429);
    expect(refused.length).toBeGreaterThanOrEqual(3);
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(LINK_BURST);
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await visit(other.path, '203.0.113.1')).statusCode).toBe(200);
  });

  it('is opened by one address two hundred times at once, and others go on', async () => {
    const { path } = await register();
    const visits = Array.from({ length: ADDRESS_BURST + 50 }, (_, index) =>
      visit(`/my/${'x'.repeat(20)}${index}`, '198.51.100.7'),
    );
    const statuses = (await Promise.all(visits)).map(({ statusCode }) => statusCode);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(10);
    expect(statuses.filter((status) => status === 404).length).toBeGreaterThanOrEqual(
      ADDRESS_BURST,
    );
    expect((await visit(path, '198.51.100.8')).statusCode).toBe(200);
  });

  it('shows the newest fifty packages', async () => {
    const { uid, path } = await register();
    const body = {
      inventoryItemId: reseller.items.worldwide,
      activationMode: 'NOW',
      customerUid: uid,
    };
    for (let count = 0; count < 55; count += 1) {
      const answer = await reseller.call('POST', '/gigastore/activations/top-up', { body });
      expect(answer.statusCode, answer.body).toBe(200);
    }
    const { body: page } = await visit(path, '198.51.100.9');
    expect(page.match(/eSIM Worldwide 1 GB/g)).toHaveLength(50);
  });
});
