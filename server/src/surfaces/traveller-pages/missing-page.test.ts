import { beforeEach, describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { buy, openPages } from '../../../test/support/public-pages.ts';
import { LINKS, type Shop } from '../../../test/support/shop.ts';
import { sql } from '../../platform/db/database.ts';

let shop: Shop;
const pages = await forThisFile(openPages());

beforeEach(async () => {
  shop = await pages.newShop();
});

describe('what is not there has a friendly page', () => {
  const isMissing = async (url: string) => {
    const { statusCode, headers, body } = await pages.open(url);
    expect([statusCode, headers['content-type']], url).toEqual([404, 'text/html; charset=utf-8']);
    expect(body, url).toContain('<h1>Link not found</h1>');
    expect(headers['cache-control']).toBe('private, no-store');
  };

  it('for a token that is mangled at any of its places', async () => {
    const { esimProfile, customer } = await buy(shop);
    const both = [esimProfile.installationUrl, customer.profileUrl];
    for (const url of both) {
      const at = url.lastIndexOf('/') + 1;
      for (let place = at; place < url.length; place += 1) {
        const other = url[place] === 'A' ? 'B' : 'A';
        await isMissing(url.slice(0, place) + other + url.slice(place + 1));
      }
    }
  });

  it.each([
    ['cut', (token: string) => token.slice(0, -1)],
    ['longer', (token: string) => `${token}A`],
    ['padded', (token: string) => `${token}=`],
    ['in another case', (token: string) => token.toLowerCase()],
    ['with a line break', (token: string) => `${token}%0A`],
    ['with a zero byte', (token: string) => `${token}%00`],
    ['nothing like one', () => 'x'],
    ['a script', () => '%3Cscript%3E'],
  ])('for a token that is %s', async (_, mangle) => {
    const { esimProfile, customer } = await buy(shop);
    const [token, own] = [esimProfile.installationUrl, customer.profileUrl].map((url) =>
      url.slice(url.lastIndexOf('/') + 1),
    ) as [string, string];
    for (const path of ['', '/qr.png', '/qr.svg'])
      await isMissing(`/install/${mangle(token)}${path}`);
    await isMissing(`/my/${mangle(own)}`);
  });

  it("for one page's token on another page", async () => {
    const { esimProfile, customer } = await buy(shop);
    await isMissing(esimProfile.installationUrl.replace('/install/', '/my/'));
    await isMissing(customer.profileUrl.replace('/my/', '/install/'));
  });

  it('for a token of what was never there', async () => {
    const id = '01980000-0000-7000-8000-000000000000';
    await isMissing(LINKS.installation({ accountId: shop.ctx.accountId, id, linkVersion: 0 }));
    await isMissing(LINKS.customer({ accountId: shop.ctx.accountId, id, linkVersion: 0 }));
    const { customer, esimProfile } = await buy(shop);
    await isMissing(LINKS.customer({ accountId: id, id: customer.uid, linkVersion: 0 }));
    await isMissing(LINKS.installation({ accountId: id, id: esimProfile.uid, linkVersion: 0 }));
  });

  it('for an erased customer and a retired eSIM', async () => {
    const { esimProfile, customer } = await buy(shop);
    await pages.db.run(sql`update customers set erased_at = now() where id = ${customer.uid}`);
    await pages.db.run(sql`
      update esim_profiles set retired_at = now() where iccid = ${esimProfile.iccid}`);
    for (const url of [customer.profileUrl, esimProfile.installationUrl, esimProfile.qrCodeUrl]) {
      await isMissing(url);
    }
  });
});
