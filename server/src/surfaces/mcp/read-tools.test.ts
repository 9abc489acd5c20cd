import { beforeAll, describe, expect, it } from 'vitest';
import { type Agent, openAgents } from '../../../test/support/agents.ts';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const { connect } = await openAgents(store);

let reseller: Reseller;
let agent: Agent;
beforeAll(async () => {
  reseller = await openReseller(store);
  agent = await connect(reseller.token);
});

const credits = async () => (await agent.read('get_credits')).available;

describe('tools that read', () => {
  it('find data plans and items with cost, retail price and ID', async () => {
    const plans = await agent.read('search_catalogue', { country: 'AT', limit: 2 });
    expect(plans.items[0]).toMatchObject({ cost: '2.00 USD', name: expect.any(String) });
    const items = await agent.read('list_inventory', { query: 'worldwide 1 gb' });
    expect(items.items).toEqual([
      expect.objectContaining({
        inventoryItemId: reseller.items.worldwide,
        cost: '2.00 USD',
        retailPrice: '4.99 USD',
        size: expect.stringMatching(/GB$/),
      }),
    ]);
  });

  it('find customers, packages, eSIMs and why one does not connect', async () => {
    const sold = await reseller.sell();
    const { customerUid, activatedItemUid: packageUid, iccid } = sold;
    expect((await agent.read('search_customers', { query: iccid })).items).toMatchObject([
      { customerUid },
    ]);
    const customer = await agent.read('get_customer', { customerUid });
    expect(customer).toMatchObject({ packages: [{ packageUid }], esims: [{ iccid }] });
    const packages = await agent.read('list_packages', { customerUid, state: 'ACTIVE' });
    expect(packages.items).toMatchObject([{ packageUid, customerUid }]);
    expect(await agent.read('get_package', { packageUid })).toMatchObject({
      packageUid,
      usage: [],
    });
    expect(await agent.read('get_esim', { iccid })).toMatchObject({ iccid, state: 'RELEASED' });
    const { checks } = await agent.read('check_connectivity', { iccid });
    expect(checks).toContainEqual(expect.objectContaining({ passed: false }));
  });

  it('show credits and deliveries', async () => {
    expect(await credits()).toMatch(/^\d+\.\d\d USD$/);
    const url = `${store.hooksUrl}/?secret=1`;
    const hook = { body: { url } };
    await reseller.call('PUT', '/gigastore/webhooks/customer-purchase', hook);
    await reseller.sell();
    const { items } = await agent.read('list_deliveries', { limit: 5 });
    for (const delivery of items) expect(delivery).not.toHaveProperty('url');
  });

  it('answer an error of the API as an error of the tool', async () => {
    const { isError, found } = await agent.use('get_esim', { iccid: '8900000000000000000' });
    expect(isError).toBe(true);
    expect(found).toMatchObject({ code: 'esim_profile_not_found', requestId: expect.any(String) });
    const { isError: isWrong } = await agent.use('get_esim', { iccid: 1 });
    expect(isWrong).toBe(true);
    const { isError: isUnknown } = await agent.use('get_credits', { other: 1 });
    expect(isUnknown).toBe(true);
  });

  it('mask personal data unless the key may manage', async () => {
    const body = { inventoryItemId: reseller.items.europe, customerEmail: 'jo.doe@example.com' };
    const sale = await reseller.call('POST', '/gigastore/activations/register', { body });
    const { uid: customerUid } = sale.json().customer;
    const seller = await connect(await reseller.tokenOf({ scopes: ['sell'] }));
    const masked = await seller.read('get_customer', { customerUid });
    expect(masked.email).toBe('j***@example.com');
    expect(JSON.stringify(masked)).not.toMatch(/jo\.doe|profileUrl|installationUrl|LPA:/);
    const whole = await agent.read('get_customer', { customerUid });
    expect(whole.email).toBe('jo.doe@example.com');
    expect(JSON.stringify(whole)).toContain('installationUrl');
  });
});

it('the guides are searched and read where they are built', async () => {
  const isBuilt = (await store.app.inject('/llms.txt')).statusCode === 200;
  const { guides } = await agent.read('search_guides', { query: 'refund a package' });
  const { isError, found } = await agent.use('read_guide', { path: 'api/package-refund' });
  expect([isError, found.code]).toEqual(isBuilt ? [false, undefined] : [true, 'route_not_found']);
  const paths = (guides as { path: string }[]).map(({ path }) => path);
  expect(paths.includes('api/package-refund')).toBe(isBuilt);
  const { found: refused } = await agent.use('read_guide', { path: '../openapi' });
  expect(refused.code).toBe('route_not_found');
});
