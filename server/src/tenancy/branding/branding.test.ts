import { crc32, deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type TestStore } from '../../../test/support/app.ts';
import { openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { toPng } from '../../kernel/png.ts';
import { sql } from '../../platform/db/database.ts';

const PATH = '/gigastore/branding';
const PNG = toPng([[true, false]], 8);
const SVG = '<svg viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>';
const acme = {
  displayName: 'Acme Travel',
  accentColor: '#7A1F5C',
  supportEmail: 'help@acme.example',
  supportPhone: '+43 1 234567',
  supportUrl: 'https://acme.example/help',
  shopUrl: 'https://acme.example/esim',
  defaultLocale: 'de',
  senderName: 'Acme',
};

let store: TestStore;
let reseller: Reseller;

beforeAll(async () => {
  store = await openStore();
  await loadPlans(store.db);
  reseller = await openReseller(store);
});
afterAll(() => store.close());

function setLogo(content: Buffer | string, contentType = 'image/png', { call } = reseller) {
  const body = { contentType, content: Buffer.from(content).toString('base64') };
  return call('PUT', `${PATH}/logo`, { body });
}

function open(url: string, headers: Record<string, string> = {}) {
  const { pathname, search } = new URL(url);
  return store.app.inject({ url: pathname + search, headers });
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

describe('a branding', () => {
  it('is set, read by both accounts, audited, and unset by what is left out', async () => {
    const { call, callerFor } = await openReseller(store);
    expect((await call('GET', PATH)).json()).toMatchObject({ displayName: null, logoUrl: null });
    const set = (await call('PUT', PATH, { body: acme })).json();
    const own = {
      ...{ pagesHost: null, pagesHostMissingSince: null, travellersMayStart: false },
      ...{ pagesHostToken: expect.stringMatching(/^gigastore-[0-9a-f]{32}$/), logoUrl: null },
    };
    expect(set).toEqual({ ...acme, ...own, accentColor: '#7a1f5c', contrast: 9.64 });
    expect((await call('GET', PATH)).json()).toEqual(set);
    const owner = await callerFor('team');
    const { items } = (await owner('GET', '/gigastore/audit-log')).json();
    expect(items[0]).toMatchObject({
      action: 'branding.updated',
      after: { displayName: 'Acme Travel' },
    });
    const less = (await call('PUT', PATH, { body: { displayName: 'Acme' } })).json();
    expect(less).toMatchObject({ displayName: 'Acme', accentColor: null, contrast: null });
  });

  it.each([
    [{ accentColor: '#ffcc00' }, '/accentColor', '1.51:1; #'],
    [{ accentColor: 'red' }, '/accentColor', ''],
    [{ supportUrl: 'http://acme.example' }, '/supportUrl', ''],
    [{ shopUrl: 'javascript:alert(1)' }, '/shopUrl', ''],
    [{ shopUrl: 'https://user:word@acme.example' }, '/shopUrl', ''],
    [{ supportPhone: 'call me' }, '/supportPhone', ''],
    [{ supportEmail: 'nobody' }, '/supportEmail', ''],
    [{ senderName: 'Acme <a@b.example>' }, '/senderName', ''],
    [{ displayName: '   ' }, '/displayName', ''],
  ])('is refused with %j', async (body, path, words) => {
    const answer = (await reseller.call('PUT', PATH, { body })).json();
    expect(answer).toMatchObject({ code: 'invalid_request', errors: [{ path }] });
    expect(answer.detail).toContain(words);
  });
});

describe('a logo', () => {
  it('is served in public, for ever, under a name that changes with it', async () => {
    const first = (await setLogo(SVG, 'image/svg+xml')).json().logoUrl;
    const shown = await open(first);
    expect(shown.body).toContain('<path d="M0 0h8v8z"/>');
    expect(shown.headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
    });
    const second = (await setLogo(PNG)).json().logoUrl;
    expect((await open(first)).statusCode).toBe(404);
    expect((await open(second)).rawPayload).toEqual(PNG);
    expect((await reseller.call('DELETE', `${PATH}/logo`)).statusCode).toBe(204);
    expect((await open(second)).statusCode).toBe(404);
    expect((await reseller.call('GET', PATH)).json().logoUrl).toBeNull();
  });

  it('loses the texts that a PNG carries', async () => {
    const end = PNG.length - 12;
    const secret = chunk('tEXt', Buffer.from('Comment\0taken at home'));
    const file = Buffer.concat([PNG.subarray(0, end), secret, PNG.subarray(end)]);
    const { logoUrl } = (await setLogo(file)).json();
    expect((await open(logoUrl)).rawPayload).toEqual(PNG);
  });

  it.each([
    ['a page', Buffer.from('<html>'), 'image/png'],
    ['a PNG that is cut off', PNG.subarray(0, PNG.length - 4), 'image/png'],
    ['a PNG with a wrong checksum', Buffer.from(PNG).fill(0, 29, 33), 'image/png'],
    ['an SVG with a script', '<svg><script>1</script></svg>', 'image/svg+xml'],
    ['a PNG called SVG', PNG, 'image/svg+xml'],
    ['an empty file', '', 'image/png'],
    ['a file of 200 KiB', Buffer.concat([PNG, Buffer.alloc(180_000)]), 'image/png'],
  ])('is refused: %s', async (_, content, type) => {
    const answer = (await setLogo(content, type)).json();
    expect(answer).toMatchObject({ code: 'invalid_request', errors: [{ path: '/content' }] });
  });

  it('is refused when it says that it is small and unpacks to much', async () => {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(8, 0);
    header.writeUInt32BE(8, 4);
    header.set([8, 6, 0, 0, 0], 8);
    const bomb = Buffer.concat([
      PNG.subarray(0, 8),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(Buffer.alloc(50_000_000))),
      chunk('IEND', Buffer.alloc(0)),
    ]);
    expect((await setLogo(bomb)).json()).toMatchObject({ code: 'invalid_request' });
  });
});

describe('the pages of travellers', () => {
  it('have the name, the colour, the support and the shop of their reseller', async () => {
    await reseller.call('PUT', PATH, { body: acme });
    const logo = (await setLogo(PNG)).json().logoUrl;
    const { customerUid, iccid } = await reseller.sell();
    const path = `/gigastore/activations/customers/${customerUid}`;
    const { customer } = (await reseller.call('GET', path)).json();
    const page = await open(customer.profileUrl, { 'accept-language': 'sv' });
    expect(page.headers['content-language']).toBe('de');
    expect(page.body).toContain(`<img src="${new URL(logo).pathname}" alt="Acme Travel">`);
    expect(page.body).toContain('--accent:#7a1f5c');
    expect(page.body).toContain('href="mailto:help@acme.example"');
    expect(page.body).toContain('href="tel:+431234567"');
    expect(page.body).toContain('href="https://acme.example/help"');
    expect(page.body).toContain('href="https://acme.example/esim"');
    expect((await open(`${customer.profileUrl}?lang=en`)).body).toContain('Buy more data');
    expect(iccid).toBeDefined();
  });

  it('show the newest 50 packages of a customer', async () => {
    const own = await openReseller(store);
    const { customerUid, activatedItemUid } = await own.sell();
    await store.db.run(sql`
      insert into activated_items
      select (jsonb_populate_record(one, jsonb_build_object(
        'id', gen_random_uuid(), 'name', 'No ' || number || '.',
        'sold_at', one.sold_at + number * interval '1 second'))).*
      from activated_items as one, generate_series(1, 60) as number
      where one.account_id = ${own.id} and one.id = ${activatedItemUid}`);
    const { customer } = (
      await own.call('GET', `/gigastore/activations/customers/${customerUid}`)
    ).json();
    const { body } = await open(customer.profileUrl);
    expect(body).toContain('No 60.');
    expect(body).toContain('No 11.');
    expect(body).not.toContain('No 10.');
  });
});
