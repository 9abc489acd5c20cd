import decodeQR from 'qr/decode.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { readPng, readSvgCode } from '../../../test/support/pictures.ts';
import { buy, openPages } from '../../../test/support/public-pages.ts';
import type { Shop } from '../../../test/support/shop.ts';

let shop: Shop;
const pages = await forThisFile(openPages());

beforeEach(async () => {
  shop = await pages.newShop();
});

describe('no link that we hand out is dead:', () => {
  it('each of a register answer opens here, or where the contract says', async () => {
    const sold = await buy(shop);
    const urls = JSON.stringify(sold).match(/https?:\/\/[^"]+/g) ?? [];
    const outside = ['https://esimsetup.apple.com', 'https://esimsetup.android.com'];
    const ours = urls.filter((url) => new URL(url).origin === 'http://shop.test');
    expect(urls.filter((url) => !ours.includes(url)).map((url) => new URL(url).origin)).toEqual(
      outside,
    );
    expect(ours).toHaveLength(3);
    for (const url of ours) expect((await pages.open(url)).statusCode, url).toBe(200);
  });

  it('each on the pages opens, too', async () => {
    const { esimProfile, customer } = await buy(shop);
    const both = [esimProfile.installationUrl, customer.profileUrl];
    for (const url of both) {
      const { body } = await pages.open(url);
      const links = [...body.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, link]) => link as string);
      // Flags are the catalogue's, whose tests open them.
      const ours = links.filter(
        (link) => !/^(https:|data:|mailto:|\/esim\/countries\/)/.test(link),
      );
      expect(ours.length).toBeGreaterThanOrEqual(2);
      for (const link of ours) {
        const { pathname, search } = new URL(link, url);
        expect((await pages.open(pathname + search)).statusCode, link).toBe(200);
      }
    }
  });

  it('the QR code has another address as an SVG', async () => {
    const { esimProfile } = await buy(shop);
    const svg = await pages.open(esimProfile.qrCodeUrl.replace(/png$/, 'svg'));
    expect(svg.headers['content-type']).toContain('image/svg+xml');
    expect(readSvgCode(svg.body)).toBe(esimProfile.activationCode);
  });
});

describe('the QR code', () => {
  it('says the activation code', async () => {
    const { esimProfile } = await buy(shop);
    const { rawPayload, headers } = await pages.open(esimProfile.qrCodeUrl);
    expect(headers['content-type']).toBe('image/png');
    expect(decodeQR(readPng(rawPayload))).toBe(esimProfile.activationCode);
  });

  it('is kept by its reader for long, and by nobody else', async () => {
    const { esimProfile } = await buy(shop);
    const { headers } = await pages.open(esimProfile.qrCodeUrl);
    expect(headers['cache-control']).toBe('private, max-age=2592000');
    expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
    const again = await pages.open(esimProfile.qrCodeUrl, {
      'if-none-match': String(headers.etag),
    });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });
});
