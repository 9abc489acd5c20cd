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

  it('loads nothing from elsewhere, and has a policy that allows nothing else', async () => {
    for (const url of await urls()) {
      const { headers, body } = await pages.open(url);
      const styles = [...body.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, style]) => {
        const hash = createHash('sha256').update(String(style)).digest('base64');
        return `'sha256-${hash}'`;
      });
      const policy = String(headers['content-security-policy']).split('; ');
      expect(policy).toEqual([
        "default-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        `style-src ${styles.join(' ')}`,
        "img-src 'self' data:",
        "font-src 'self'",
        "script-src 'self'",
        "worker-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
      ]);
      expect(body).not.toMatch(
        /<script(?! src="\/traveller\/)|<iframe|javascript:|style="|src="https?:/,
      );
      expect(body).not.toMatch(/@import|url\((?!\/traveller\/)/);
    }
  });

  it('loads a script, a font and a worker of this server only', async () => {
    const { body } = await pages.open((await urls())[0] as string);
    const script = /<script src="([^"]+)"/.exec(body)?.[1] as string;
    const kept = 'public, max-age=31536000, immutable';
    expect((await pages.open(script)).headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': kept,
    });
    expect((await pages.open('/traveller/inter.woff2')).headers).toMatchObject({
      'content-type': 'font/woff2',
      'cache-control': kept,
    });
    expect((await pages.open('/traveller/offline.js')).headers).toMatchObject({
      'service-worker-allowed': '/',
      'cache-control': 'no-cache',
    });
  });

  it('weighs less than 100 KB with its script and its font', async () => {
    for (const url of await urls()) {
      const { body } = await pages.open(url);
      const parts = ['/traveller/page.js', '/traveller/inter.woff2'];
      const loaded = await Promise.all(parts.map((part) => pages.open(part)));
      const bytes = loaded.reduce((sum, part) => sum + part.rawPayload.length, body.length);
      expect(bytes, url).toBeLessThan(100_000);
    }
  });

  it('is kept, found and named by nobody', async () => {
    for (const url of await urls()) {
      expect((await pages.open(url)).headers).toMatchObject({
        'cache-control': 'private, no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex, nofollow',
        vary: 'Accept-Language, User-Agent',
        'x-content-type-options': 'nosniff',
      });
    }
  });

  it.each([
    ['de-AT,de;q=0.9,en;q=0.5', '', 'de'],
    ['sv, de;q=0.3', '', 'de'],
    ['en-US', '', 'en'],
    ['sv', '', 'en'],
    ['zh-TW', '', 'zh'],
    ['pt-BR', '', 'pt'],
    ['en', '?lang=ar', 'ar'],
    ['en', '?lang=de', 'de'],
    ['de', '?lang=en', 'en'],
    ['de', '?lang=xx', 'de'],
    ['de', '?lang=en&lang=fr', 'de'],
  ])('for %s%s is in %s', async (accept, query, language) => {
    for (const url of await urls()) {
      const { headers, body } = await pages.open(url + query, { 'accept-language': accept });
      expect(headers['content-language']).toBe(language);
      const direction = language === 'ar' ? 'rtl' : 'ltr';
      expect(body).toContain(`<html lang="${language}" dir="${direction}"`);
    }
  });

  it('has one first heading, a title, and names for its links and pictures', async () => {
    for (const url of await urls()) {
      const { body } = await pages.open(url);
      expect(body.match(/<h1>/g)).toHaveLength(1);
      expect(body).toMatch(/<title>[^<]+<\/title>/);
      for (const [tag] of body.matchAll(/<img (?!class="flag")[^>]*>/g)) {
        expect(tag).toMatch(/alt="[^"]+"/);
      }
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
