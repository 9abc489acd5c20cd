import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { buy, openPages } from '../../../test/support/public-pages.ts';
import type { Shop } from '../../../test/support/shop.ts';

let shop: Shop;
const pages = await forThisFile(openPages());

beforeEach(async () => {
  shop = await pages.newShop();
});

describe('every page', () => {
  async function urls() {
    const { esimProfile, customer } = await buy(shop);
    return [esimProfile.installationUrl, customer.profileUrl, '/install/x', '/my/x'];
  }

  it('has no script, nothing from elsewhere, and a policy that allows nothing else', async () => {
    for (const url of await urls()) {
      const { headers, body } = await pages.open(url);
      const style = /<style>([\s\S]*)<\/style>/.exec(body)?.[1] ?? '';
      const hash = createHash('sha256').update(style).digest('base64');
      const policy = String(headers['content-security-policy']).split('; ');
      expect(policy).toEqual([
        "default-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        `style-src 'sha256-${hash}'`,
        "img-src 'self'",
        "form-action 'none'",
      ]);
      expect(body).not.toMatch(
        /<script|<iframe|<form|javascript:|style="|src="https?:|@import|url\(/,
      );
    }
  });

  it('is kept, found and named by nobody', async () => {
    for (const url of await urls()) {
      expect((await pages.open(url)).headers).toMatchObject({
        'cache-control': 'private, no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex, nofollow',
        vary: 'Accept-Language',
        'x-content-type-options': 'nosniff',
      });
    }
  });

  it.each([
    ['de-AT,de;q=0.9,en;q=0.5', '', 'de'],
    ['fr, de;q=0.3', '', 'de'],
    ['en-US', '', 'en'],
    ['fr', '', 'en'],
    ['en', '?lang=de', 'de'],
    ['de', '?lang=en', 'en'],
    ['de', '?lang=xx', 'de'],
    ['de', '?lang=en&lang=de', 'de'],
  ])('for %s%s is in %s', async (accept, query, language) => {
    for (const url of await urls()) {
      const { headers, body } = await pages.open(url + query, { 'accept-language': accept });
      expect(headers['content-language']).toBe(language);
      expect(body).toContain(`<html lang="${language}">`);
    }
  });

  it('has one first heading, a title, and names for its links and pictures', async () => {
    for (const url of await urls()) {
      const { body } = await pages.open(url);
      expect(body.match(/<h1>/g)).toHaveLength(1);
      expect(body).toMatch(/<title>[^<]+<\/title>/);
      for (const [tag] of body.matchAll(/<img [^>]*>/g)) expect(tag).toMatch(/alt="[^"]+"/);
      for (const [, text] of body.matchAll(/<a [^>]*>([\s\S]*?)<\/a>/g)) {
        expect(text?.replace(/<[^>]+>/g, '').trim()).toBeTruthy();
      }
    }
  });

  it('answers HEAD as it answers GET', async () => {
    for (const url of await urls()) {
      const { pathname } = new URL(url, 'http://shop.test');
      const head = await pages.app.inject({ method: 'HEAD', url: pathname });
      expect([head.statusCode, head.body]).toEqual([(await pages.open(url)).statusCode, '']);
    }
  });
});
