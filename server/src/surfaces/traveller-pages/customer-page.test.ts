import { beforeEach, describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { topUp } from '../../../test/support/profiles.ts';
import { buy, openPages, textOf } from '../../../test/support/public-pages.ts';
import type { Shop } from '../../../test/support/shop.ts';
import { sql } from '../../platform/db/database.ts';

let shop: Shop;
const pages = await forThisFile(openPages(), { hasBooks: false });

beforeEach(async () => {
  shop = await pages.newShop();
});

describe('the page of a customer', () => {
  const used = (uid: string, bytes: bigint) =>
    pages.db.run(sql`update activated_items set used_bytes = ${bytes} where id = ${uid}`);

  it('shows what is left of each package, until when, and the eSIMs', async () => {
    const { customer, activatedItem, esimProfile } = await buy(shop);
    await used(activatedItem.uid, 536_870_912n);
    await topUp(shop, customer.uid, { inventoryItemId: shop.items.endless });
    await topUp(shop, customer.uid, { activationMode: 'FIRST_USE' });
    await topUp(shop, customer.uid, { activationMode: 'ON_DEMAND' });
    const text = textOf((await pages.open(customer.profileUrl)).body);
    expect(text).toContain('3.5 GB left to use');
    expect(text).toMatch(
      /eSIM Worldwide 1 GB Active 512 MB of 1 GB left \d+ days left Valid until/,
    );
    expect(text).toContain('eSIM Worldwide forever Active 1 GB of 1 GB left Without end date');
    expect(text).toContain('Starts when you first go online, at the latest on');
    expect(text).toContain('Starts when you or your provider start it, at the latest on');
    expect(text).toContain(`eSIM ···· ${esimProfile.iccid.slice(-4)} Not installed Install`);
    expect(text).toMatch(/Where it works( \S+){3,}/);
  });

  it('goes by the clock of the account', async () => {
    const { customer } = await buy(shop, { inventoryItemId: shop.items.austria });
    const days8 = 8 * 86_400_000;
    await pages.db.run(sql`
      update accounts set clock_offset_ms = ${days8} where id = ${shop.ctx.accountId}`);
    const text = textOf((await pages.open(customer.profileUrl)).body);
    expect(text).toContain('0 MB left to use');
    expect(text).toContain('You have no active data package.');
    expect(text).toMatch(/Earlier packages \(1\) eSIM Austria 1 GB Expired .* Ended on .* eSIMs/);
    expect(text).toContain('Where it works Austria');
  });

  it('tells apart what shares no data', async () => {
    const { customer, esimProfile } = await buy(shop);
    const sold = await topUp(shop, customer.uid, {
      kind: 'top_up_with_profile',
      dedicated: true,
    });
    const text = textOf((await pages.open(customer.profileUrl)).body);
    const names = [esimProfile, sold.esimProfile].map(
      ({ iccid }) => `eSIM ···· ${iccid.slice(-4)}`,
    );
    expect(text).toMatch(new RegExp(`On ${names[0]} eSIM World.* On ${names[1]} eSIM World`));
  });

  it('leaves out refunded packages, and eSIMs that are over', async () => {
    const { customer, activatedItem, esimProfile } = await buy(shop);
    await pages.db.run(sql`
      update activated_items set status = 'REFUNDED', state = 'REFUNDED', refunded_at = now()
      where id = ${activatedItem.uid}`);
    await pages.db.run(sql`
      update esim_profiles set retired_at = now() where iccid = ${esimProfile.iccid}`);
    const { body } = await pages.open(customer.profileUrl);
    expect(body).not.toContain('eSIM Worldwide 1 GB');
    expect(body).not.toContain('/install/');
  });

  it('says nothing of the person', async () => {
    const { customer } = await buy(shop, {
      customerEmail: 'secret.person@example.com',
      metatag: 'order-4711',
      userIp: '203.0.113.77',
      userCountry: 'CH',
    });
    const { body } = await pages.open(customer.profileUrl);
    expect(body).not.toMatch(/secret|person|order-4711|203\.0\.113|4\.99|2\.00|Switzerland/);
  });

  it('shows names as texts, whatever they say', async () => {
    const name = `<script>alert("1")</script><img src=x onerror='alert(2)'>&amp;`;
    const { customer, activatedItem } = await buy(shop);
    await pages.db.run(
      sql`update activated_items set name = ${name} where id = ${activatedItem.uid}`,
    );
    const { body } = await pages.open(customer.profileUrl);
    expect(body).not.toMatch(/<script(?! src)|<img src=x|onerror='/);
    expect(textOf(body)).toContain(name);
  });
});
