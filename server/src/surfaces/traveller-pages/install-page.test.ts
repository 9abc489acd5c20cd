import { beforeEach, describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { buy, openPages, textOf } from '../../../test/support/public-pages.ts';
import type { Shop } from '../../../test/support/shop.ts';
import { replaceProfile } from '../../connectivity/esims/index.ts';

let shop: Shop;
const pages = await forThisFile(openPages());

beforeEach(async () => {
  shop = await pages.newShop();
});

describe('the installation page', () => {
  it('shows the three ways to install', async () => {
    const { esimProfile } = await buy(shop);
    const { body } = await pages.open(esimProfile.installationUrl);
    const [, smdpAddress, matchingId] = esimProfile.activationCode.split('$');
    for (const code of [smdpAddress, matchingId, esimProfile.activationCode]) {
      expect(body).toContain(`<code>${code}</code>`);
    }
    expect(body).toContain(`href="${esimProfile.appleUniversalLink}"`);
    expect(body).toContain(`href="${esimProfile.androidUniversalLink}"`);
    expect(body).toContain(`src="${new URL(esimProfile.qrCodeUrl).pathname}"`);
    expect(body).toMatch(/<img [^>]*alt="QR code [^"]+"/);
  });

  it.each([
    ['INSTALLED', 1, 'This eSIM is installed', true],
    ['INSTALLED', 5, 'This eSIM is installed', false],
    ['DISABLED', 1, 'This eSIM is switched off', true],
    ['ERROR', 1, 'This eSIM has a fault', false],
    ['RELEASED', 5, 'This eSIM cannot be installed again', false],
  ])('says what to do when it is %s (%i installations)', async (state, installs, title, again) => {
    const { esimProfile } = await buy(shop);
    await pages.setEsim(esimProfile.iccid, { state, installs });
    const { statusCode, body } = await pages.open(esimProfile.installationUrl);
    expect([statusCode, body.includes(`<h1>${title}</h1>`)]).toEqual([200, true]);
    expect(body.includes('<img')).toBe(again);
    expect(body.includes('<details>')).toBe(again);
  });

  it.each([
    [0, '5 times in all'],
    [3, '2 more times'],
    [4, 'once more'],
  ])('after %i installations says how many are left', async (installs, text) => {
    const { esimProfile } = await buy(shop);
    await pages.setEsim(esimProfile.iccid, { installs });
    expect(textOf((await pages.open(esimProfile.installationUrl)).body)).toContain(text);
  });

  it('of a replaced eSIM leads to the one that is used today', async () => {
    const { esimProfile } = await buy(shop);
    let { iccid } = esimProfile;
    for (let times = 0; times < 3; times += 1) {
      const input = { iccid, carriers: shop.carriers };
      const made = await pages.db.transaction((tx) =>
        replaceProfile({ ...shop.ctx, db: tx }, input),
      );
      iccid = made.profile.iccid;
    }
    const { statusCode, body } = await pages.open(esimProfile.installationUrl);
    expect(statusCode).toBe(404);
    expect(body).toContain('<h1>This eSIM was replaced</h1>');
    expect(body).not.toContain(esimProfile.activationCode);
    const link = /class="button" href="([^"]+)"/.exec(body)?.[1] ?? '';
    const today = await pages.open(link);
    expect([today.statusCode, textOf(today.body).includes(iccid.slice(-4))]).toEqual([200, true]);
    expect((await pages.open(esimProfile.qrCodeUrl)).statusCode).toBe(404);
  });
});
