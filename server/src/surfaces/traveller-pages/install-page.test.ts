import { beforeEach, describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { buy, openPages, textOf } from '../../../test/support/public-pages.ts';
import type { Shop } from '../../../test/support/shop.ts';
import { replaceProfile } from '../../connectivity/esims/index.ts';
import { sql } from '../../platform/db/database.ts';

let shop: Shop;
const pages = await forThisFile(openPages());

beforeEach(async () => {
  shop = await pages.newShop();
});

describe('the installation page', () => {
  const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1';
  const OLD_IPHONE = IPHONE.replace('18_1', '16_1').replace('18.1', '16.1');
  const ANDROID = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/128.0 Mobile Safari/537.36';
  const open = (url: string, agent = '') => pages.open(url, { 'user-agent': agent });

  it('says what was bought, where it works and when it starts', async () => {
    const { esimProfile } = await buy(shop, {
      inventoryItemId: shop.items.austria,
      activationMode: 'FIRST_USE',
    });
    const text = textOf((await open(esimProfile.installationUrl, IPHONE)).body);
    expect(text).toContain('eSIM Austria 1 GB Works in Austria');
    expect(text).toMatch(/Data left 1 GB Valid for \d+ days Starts at first use eSIM ···· \d{4}/);
  });

  it('has one button for an iPhone, and the codes folded', async () => {
    const { esimProfile } = await buy(shop);
    const { body } = await open(esimProfile.installationUrl, IPHONE);
    expect(body).toContain(`class="btn pri cta" href="${esimProfile.appleUniversalLink}"`);
    expect(body).not.toContain(esimProfile.androidUniversalLink);
    expect(textOf(body)).toContain('Install on this iPhone');
    expect(body).not.toMatch(/<details open>/);
  });

  it('tells an older iPhone to enter the codes, and shows them', async () => {
    const { esimProfile } = await buy(shop);
    const { body } = await open(esimProfile.installationUrl, OLD_IPHONE);
    expect(body).not.toContain('btn pri cta');
    expect(textOf(body)).toContain('needs iOS 17.4');
    const [, smdpAddress, matchingId] = esimProfile.activationCode.split('$');
    expect(body).toMatch(/<details open>/);
    for (const code of [smdpAddress, matchingId]) expect(body).toContain(`<code>${code}</code>`);
  });

  it('has the link for an Android phone first, with QR code and codes open', async () => {
    const { esimProfile } = await buy(shop);
    const { body } = await open(esimProfile.installationUrl, ANDROID);
    expect(body).toContain(`class="btn pri cta" href="${esimProfile.androidUniversalLink}"`);
    expect(body).not.toContain(esimProfile.appleUniversalLink);
    expect(body).toContain(`<code>${esimProfile.activationCode}</code>`);
    expect(body.match(/<details open>/g)).toHaveLength(2);
  });

  it('shows a desktop the QR code and ways to send the page to a phone', async () => {
    const { esimProfile } = await buy(shop);
    const { body } = await open(esimProfile.installationUrl);
    expect(body).toContain(`src="${new URL(esimProfile.qrCodeUrl).pathname}"`);
    expect(body).toMatch(/<img [^>]*alt="QR code [^"]+"/);
    expect(body).toContain('href="mailto:?subject=Install%20your%20eSIM&#38;body=http');
    expect(body).toMatch(/data-copy="http[^"]+\/install\//);
    expect(textOf(body)).toMatch(/On an iPhone .* On an Android phone/);
  });

  it('asks to leave the browser inside an app', async () => {
    const { esimProfile } = await buy(shop);
    const { body } = await open(esimProfile.installationUrl, `${IPHONE} Instagram 300.0`);
    expect(textOf(body)).toContain('Instagram may block the installation.');
  });

  it('searches the models that take an eSIM, without scripts too', async () => {
    const { esimProfile } = await buy(shop);
    const search = async (model: string) =>
      textOf((await open(`${esimProfile.installationUrl}?device=${model}`, IPHONE)).body);
    expect(await search('pixel%208')).toMatch(/models support eSIM .*Google Pixel 8 Pro/);
    expect(await search('nokia%203310')).toContain('Dial *#06#');
    const { body } = await open(`${esimProfile.installationUrl}?device=%22%3E%3Cscript%3E`, IPHONE);
    expect(body).toContain('value="&#34;&#62;&#60;script&#62;"');
  });

  it('says what the store knows for a phone without data', async () => {
    const { esimProfile } = await buy(shop);
    const known = async () => textOf((await open(esimProfile.installationUrl, IPHONE)).body);
    expect(await known()).toContain(
      'Not installed yet. Not seen on a network yet. 1 GB left to use.',
    );
    await pages.db.run(sql`
      update esim_profiles
      set state = 'INSTALLED', last_seen_at = '2027-01-02T03:04:05Z', current_country = 'AT'
      where iccid = ${esimProfile.iccid}`);
    expect(await known()).toContain(
      'Installed. Last seen in Austria, 2 January 2027 at 03:04 . 1 GB left to use.',
    );
  });

  it('says that the eSIM is suspended', async () => {
    const { esimProfile } = await buy(shop);
    await pages.db.run(sql`
      update esim_profiles set suspended_at = now() where iccid = ${esimProfile.iccid}`);
    const text = textOf((await open(esimProfile.installationUrl, IPHONE)).body);
    expect(text).toContain('This eSIM is suspended');
    expect(text).not.toContain('Install on this iPhone');
  });

  it.each([
    ['INSTALLED', 1, 'Your eSIM is installed', true],
    ['INSTALLED', 5, 'Your eSIM is installed', false],
    ['DISABLED', 1, 'Your eSIM is switched off', true],
    ['ERROR', 1, 'This eSIM has a fault', false],
    ['RELEASED', 5, 'This eSIM cannot be installed again', false],
  ])('says what to do when it is %s (%i installations)', async (state, installs, title, again) => {
    const { esimProfile } = await buy(shop);
    await pages.setEsim(esimProfile.iccid, { state, installs });
    const { statusCode, body } = await pages.open(esimProfile.installationUrl);
    expect([statusCode, body.includes(`<h1>${title}</h1>`)]).toEqual([200, true]);
    expect(body.includes('qr.png')).toBe(again);
    expect(body.includes('Install it again')).toBe(again);
  });

  it.each([
    [0, '5 installations left.'],
    [3, '2 installations left.'],
    [4, '1 installation left.'],
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
    const link = /class="btn pri cta" href="([^"]+)"/.exec(body)?.[1] ?? '';
    const today = await pages.open(link);
    expect([today.statusCode, textOf(today.body).includes(iccid.slice(-4))]).toEqual([200, true]);
    expect((await pages.open(esimProfile.qrCodeUrl)).statusCode).toBe(404);
  });
});
