import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { readCustomers } from '../customers/index.ts';

const store = await forThisFile(openStore());
await loadPlans(store.db);
let reseller: Reseller;

beforeEach(async () => {
  reseller = await openReseller(store);
});

const LINKS = ['installationUrl', 'qrCodeUrl', 'profileUrl'] as const;
type Links = Record<(typeof LINKS)[number], string>;

async function sell() {
  const { iccid, customerUid } = await reseller.sell();
  const path = `/gigastore/activations/customers/${customerUid}`;
  const linksNow = async (): Promise<Links> => {
    const esim = (await reseller.call('GET', `/gigastore/esims/${iccid}`)).json();
    const { customer } = (await reseller.call('GET', path)).json();
    const { installationUrl, qrCodeUrl } = esim;
    return { installationUrl, qrCodeUrl, profileUrl: customer.profileUrl };
  };
  const rotate = () => reseller.call('POST', `/gigastore/esim/${iccid}/links/rotate`);
  return { iccid, customerUid, linksNow, rotate };
}

async function statusesOf(links: Links): Promise<number[]> {
  const answers = LINKS.map((name) => store.app.inject({ url: new URL(links[name]).pathname }));
  return (await Promise.all(answers)).map(({ statusCode }) => statusCode);
}

describe('rotating the links of an eSIM', () => {
  it('revokes every earlier link, and returns new ones that the API shows', async () => {
    const { linksNow, rotate } = await sell();
    const first = await linksNow();
    expect(await statusesOf(first)).toEqual([200, 200, 200]);
    const second = (await rotate()).json();
    expect(await linksNow()).toEqual(second);
    const third = (await rotate()).json();
    expect(await statusesOf(first)).toEqual([404, 404, 404]);
    expect(await statusesOf(second)).toEqual([404, 404, 404]);
    expect(await statusesOf(third)).toEqual([200, 200, 200]);
  });

  it('leaves the links of other eSIMs alone', async () => {
    const [one, other] = [await sell(), await sell()];
    await one.rotate();
    expect(await statusesOf(await other.linksNow())).toEqual([200, 200, 200]);
  });

  it('counts each of twenty calls at once', async () => {
    const { customerUid, linksNow, rotate } = await sell();
    const answers = await Promise.all(Array.from({ length: 20 }, rotate));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(20).fill(200));
    expect(new Set(answers.map((answer) => answer.json().profileUrl)).size).toBe(20);
    const of = { accountId: reseller.id, customerIds: [customerUid] };
    expect((await readCustomers(store.db, of)).get(customerUid)?.linkVersion).toBe(20);
    expect(await statusesOf(await linksNow())).toEqual([200, 200, 200]);
  });

  it('is in the audit log without the links', async () => {
    const { iccid, rotate } = await sell();
    const { installationUrl } = (await rotate()).json();
    const owner = await reseller.callerFor('team');
    const { items } = (await owner('GET', '/gigastore/audit-log')).json();
    expect(items[0]).toMatchObject({
      action: 'esim.links_rotated',
      target: iccid,
      after: { linkVersion: 1 },
    });
    expect(JSON.stringify(items[0])).not.toContain(installationUrl.split('/').pop());
  });
});
