import { randomBytes } from 'node:crypto';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openStore, type TestStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { mailTo, queue } from '../../../test/support/mails.ts';
import { newId } from '../../kernel/ids.ts';

const store = await forThisFile(openStore());

const JSON_PLEASE = { accept: 'application/json' };
const PAGE_PLEASE = { accept: 'text/html,application/xhtml+xml' };
const NOT_FOUND = 'Route not found. /docs/api lists all routes.';

const read = (url: string, headers: Record<string, string> = JSON_PLEASE) =>
  store.app.inject({ url, headers });

const content = {
  subject: 'Join <us> & "them"',
  paragraphs: ['Hello <script>alert(1)</script>'],
  button: { label: 'Join', url: 'https://shop.test/join?token=abc&x=1' },
};

describe('/sandbox/mail', () => {
  it('says what will appear there', async () => {
    const to = `${newId()}@nobody.test`;
    const { body } = await read(`/sandbox/mail?to=${to}`, PAGE_PLEASE);
    expect(body).toContain(`No mail to ${to}`);
    const empty = await openStore();
    const answer = await empty.app.inject({ url: '/sandbox/mail', headers: PAGE_PLEASE });
    expect(answer.body).toContain('No mail yet');
    expect((await empty.app.inject('/sandbox/mail')).json()).toEqual({ items: [] });
    await empty.close();
  });

  it('gives scripts the mails with their links, before any worker came by', async () => {
    const to = await queue(store.db, { content });
    const { id } = await mailTo(store.db, to);
    const answer = await read(`/sandbox/mail?to=${to.toUpperCase()}`);
    expect(answer.headers).toMatchObject({
      'x-total-count': '1',
      'cache-control': 'private, no-store',
    });
    expect(answer.json()).toEqual({
      items: [
        {
          id,
          createdAt: expect.stringMatching(/Z$/),
          kind: 'invitation',
          to,
          locale: 'en',
          subject: 'Join <us> & "them"',
          state: 'waiting',
          attempts: 0,
          lastError: null,
          text: expect.stringContaining('Join:\nhttps://shop.test/join?token=abc&x=1\n'),
          links: ['https://shop.test/join?token=abc&x=1'],
          attachments: [],
        },
      ],
    });
    const one = await read(`/sandbox/mail/${id}`);
    expect(one.json()).toMatchObject({ id, html: expect.stringContaining('<!doctype html>') });
  });

  it('lists the newest first, page by page', async () => {
    const to = await queue(store.db);
    for (const subject of ['two', 'three']) {
      await queue(store.db, { to, content: { ...content, subject } });
    }
    const pages = await Promise.all(
      [0, 1, 2].map((index) => read(`/sandbox/mail?to=${to}&page_size=2&page_index=${index}`)),
    );
    const subjects = pages.map((page) =>
      page.json().items.map(({ subject }: { subject: string }) => subject),
    );
    expect(subjects).toEqual([['three', 'two'], ['Welcome'], []]);
    const second = await read(`/sandbox/mail?to=${to}&page_size=1&page_index=1`, PAGE_PLEASE);
    expect(second.body).toContain('page_index=0">← Newer</a>');
    expect(second.body).toContain('page_index=2">Older →</a>');
    expect((await read('/sandbox/mail?page_size=0')).json().code).toBe('invalid_request');
  });

  it('shows people the list and each mail, whose words are nothing but words', async () => {
    const to = await queue(store.db, { content });
    const { id } = await mailTo(store.db, to);
    const list = await read(`/sandbox/mail?to=${to}`, PAGE_PLEASE);
    expect(list.headers['content-type']).toContain('text/html');
    expect(list.body).toContain(`href="/sandbox/mail/${id}"`);
    const page = await read(`/sandbox/mail/${id}`, PAGE_PLEASE);
    expect(page.body).toContain(`src="/sandbox/mail/${id}/html"`);
    for (const { body, headers } of [list, page]) {
      expect(body).toContain('Join &#60;us&#62; &#38; &#34;them&#34;');
      expect(body).not.toMatch(/<script|<us>/);
      expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-src 'self'/);
    }
  });

  it('shows the HTML of a mail in an origin of its own, without scripts', async () => {
    const to = await queue(store.db, { content });
    const { id } = await mailTo(store.db, to);
    const { body, headers } = await read(`/sandbox/mail/${id}/html`);
    expect(body).toContain('href="https://shop.test/join?token=abc&#38;x=1"');
    const policy = String(headers['content-security-policy']).split('; ');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('sandbox allow-popups allow-popups-to-escape-sandbox');
    expect(policy.join()).not.toMatch(/script/);
  });

  it('gives attachments back to the byte, as files', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    const attachments = [
      { filename: "Rechnung (für 'Söhne').pdf", contentType: 'application/pdf', content: bytes },
      { filename: 'page.html', contentType: 'text/html', content: Buffer.from('<script>') },
    ];
    const to = await queue(store.db, { attachments });
    const { id } = await mailTo(store.db, to);
    const [item] = (await read(`/sandbox/mail?to=${to}`)).json().items;
    expect(item.attachments).toEqual([
      { filename: "Rechnung (für 'Söhne').pdf", url: `/sandbox/mail/${id}/attachments/1` },
      { filename: 'page.html', url: `/sandbox/mail/${id}/attachments/2` },
    ]);
    const [pdf, page] = await Promise.all(
      item.attachments.map(({ url }: { url: string }) => read(url)),
    );
    expect(pdf.rawPayload.equals(bytes)).toBe(true);
    expect(pdf.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition':
        "attachment; filename*=UTF-8''Rechnung%20%28f%C3%BCr%20%27S%C3%B6hne%27%29.pdf",
    });
    expect(page.headers['content-disposition']).toMatch(/^attachment;/);
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    for (const number of ['0', '3', 'x', '99999999999']) {
      expect((await read(`/sandbox/mail/${id}/attachments/${number}`)).statusCode).toBe(404);
    }
  });

  it.each([newId(), 'x', '%00'])('knows no mail %s', async (id) => {
    expect((await read(`/sandbox/mail/${id}`)).json()).toMatchObject({ code: 'route_not_found' });
  });
});

describe('who sees /sandbox/mail', () => {
  type Asked = { remoteAddress?: string; headers?: Record<string, string> };
  const ask = async ({ app }: TestStore, asked: Asked, url = '/sandbox/mail') => {
    const answer = await app.inject({ url, ...asked });
    if (answer.statusCode !== 200) expect(answer.json().detail).toBe(NOT_FOUND);
    return answer.statusCode;
  };

  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('%s does', async (address) => {
    expect(await ask(store, { remoteAddress: address })).toBe(200);
  });

  it.each(['10.0.0.7', '203.0.113.7', '::ffff:10.0.0.7', '2001:db8::1'])(
    '%s sees what is seen where nothing is',
    async (remoteAddress) => {
      const to = await queue(store.db);
      const { id } = await mailTo(store.db, to);
      for (const path of ['', '?page_size=0', `/${id}`, `/${id}/html`, `/${id}/attachments/1`]) {
        expect(await ask(store, { remoteAddress }, `/sandbox/mail${path}`)).toBe(404);
      }
    },
  );

  it('nobody by saying so', async () => {
    const headers = { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' };
    expect(await ask(store, { remoteAddress: '203.0.113.7', headers })).toBe(404);
  });

  it('nobody through a proxy on this machine that is not trusted', async () => {
    for (const name of ['x-forwarded-for', 'x-real-ip', 'forwarded']) {
      expect(await ask(store, { headers: { [name]: '127.0.0.1' } })).toBe(404);
    }
  });

  it('nobody through a proxy with default settings, which speaks HTTP/1.0', async () => {
    await store.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = store.app.server.address() as AddressInfo;
    const statusOf = (version: string) =>
      new Promise<string | undefined>((resolve, reject) => {
        const socket = connect(port, '127.0.0.1');
        let text = '';
        socket.on('data', (chunk) => {
          text += chunk;
        });
        socket.on('end', () => resolve(text.split(' ')[1])).on('error', reject);
        const request = [`GET /sandbox/mail HTTP/${version}`, `Host: 127.0.0.1:${port}`];
        socket.write(`${[...request, 'Connection: close'].join('\r\n')}\r\n\r\n`);
      });
    expect([await statusOf('1.0'), await statusOf('1.1')]).toEqual(['404', '200']);
  });

  it('a program on this machine that comes through a trusted proxy', async () => {
    const trusting = await openStore({ GIGASTORE_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.1' });
    const through = (remoteAddress: string, forwarded: string) =>
      ask(trusting, { remoteAddress, headers: { 'x-forwarded-for': forwarded } });
    expect(await through('10.0.0.1', '127.0.0.1')).toBe(200);
    expect(await through('127.0.0.1', '203.0.113.7')).toBe(404);
    expect(await through('127.0.0.1', '127.0.0.1, 203.0.113.7')).toBe(404);
    expect(await through('10.0.0.9', '127.0.0.1')).toBe(404);
    await trusting.close();
  });

  it.each([
    ['localhost:3000', 200],
    ['127.0.0.1:3000', 200],
    ['[::1]:3000', 200],
    ['evil.example', 404],
    ['127.0.0.1.evil.example', 404],
  ])('a browser that asks %s: %i', async (host, status) => {
    expect(await ask(store, { headers: { host } })).toBe(status);
  });

  it('nobody in live mode', async () => {
    const live = await openStore({
      GIGASTORE_MODE: 'live',
      DATABASE_URL: 'postgres://127.0.0.1/none',
      GIGASTORE_SECRET_KEY: randomBytes(32).toString('hex'),
      GIGASTORE_SMTP_URL: 'smtp://127.0.0.1:1',
      GIGASTORE_MAIL_FROM: 'store@shop.test',
    });
    const to = await queue(live.db);
    const { id } = await mailTo(live.db, to);
    for (const path of ['', `/${id}`, `/${id}/html`, `/${id}/attachments/1`]) {
      expect(await ask(live, {}, `/sandbox/mail${path}`)).toBe(404);
    }
    await live.close();
  });
});
