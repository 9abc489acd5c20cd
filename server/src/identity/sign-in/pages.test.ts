import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { openBrowser } from '../../../test/support/browser.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { lastMailTo } from '../../../test/support/letters.ts';
import { PASSWORD, personOf } from '../../../test/support/people.ts';
import { newId } from '../../kernel/ids.ts';

const store = await forThisFile(openStore());
const { organizationId } = await store.newAccount();
const browser = openBrowser(store);

/** Sends the form of a page as a browser without scripts does. */
function submit(path: string, fields: Record<string, string>) {
  const origin = new URL(store.parts.config.publicUrl).origin;
  return store.app.inject({
    method: 'POST',
    url: path,
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
}
const signIn = (email: string, password: string) =>
  browser.post('/auth/sign-in', { email, password });

describe('the page behind a link', () => {
  it('proves an address', async () => {
    const email = `${newId()}@people.test`;
    const company = { companyName: 'Acme', name: 'Ada', email, password: PASSWORD, locale: 'de' };
    await browser.post('/auth/sign-up', company);
    const { text, token, locale } = await lastMailTo(store, email);
    expect(locale).toBe('de');
    const link = new URL(/https?:\S+token=\S+/.exec(text)?.[0] ?? '');
    const page = await browser.get(link.pathname + link.search, { 'accept-language': 'de' });
    expect(page.body).toContain('<html lang="de">');
    expect(page.body).toContain(`value="${token}"`);
    const done = await submit(link.pathname, { token });
    expect([done.statusCode, done.body]).toEqual([200, expect.stringContaining('confirmed')]);
    expect((await signIn(email, PASSWORD)).statusCode).toBe(200);
    expect((await submit(link.pathname, { token })).statusCode).toBe(404);
  });

  it('sets a password that was forgotten', async () => {
    const { email } = await personOf(store, organizationId, 'viewer');
    expect((await browser.get('/auth/forgotten')).body).toContain('<form method="post">');
    expect((await submit('/auth/forgotten', { email })).statusCode).toBe(200);
    const { token } = await lastMailTo(store, email);
    expect((await browser.get(`/auth/set-password?token=${token}`)).statusCode).toBe(200);
    const short = await submit('/auth/set-password', { token, password: 'short' });
    expect(short.statusCode).toBe(400);
    const done = await submit('/auth/set-password', { token, password: 'another long one' });
    expect(done.statusCode).toBe(200);
    expect((await signIn(email, PASSWORD)).statusCode).toBe(401);
    expect((await signIn(email, 'another long one')).statusCode).toBe(200);
  });

  it('takes somebody into a team', async () => {
    const { call } = await personOf(store, organizationId, 'owner');
    const email = `${newId()}@people.test`;
    const body = { email, role: 'support' };
    await call('POST', '/gigastore/team/invitations', { body });
    const { token } = await lastMailTo(store, email);
    const page = await browser.get(`/auth/invitation?token=${token}`);
    expect(page.body).toContain(email);
    const done = await submit('/auth/invitation', { token, name: 'Bob', password: PASSWORD });
    expect(done.statusCode, done.body).toBe(200);
    expect((await signIn(email, PASSWORD)).statusCode).toBe(200);
    expect((await browser.get('/auth/session')).json()).toMatchObject({ role: 'support' });
    expect((await browser.get(`/auth/invitation?token=${token}`)).statusCode).toBe(404);
  });

  it.each([
    ['/auth/verify', { token: 'x' }],
    ['/auth/set-password', { token: 'x', password: PASSWORD }],
    ['/auth/invitation', { token: 'x' }],
  ])('of nothing is a friendly page: %s', async (path, fields) => {
    const answer = await submit(path, fields);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      404,
      'text/html; charset=utf-8',
    ]);
  });

  it.each([
    '/auth/verify',
    '/auth/set-password',
    '/auth/invitation',
    '/auth/confirm-address',
    '/auth/forgotten',
  ])('is kept by no cache, and sends no referrer to others: %s', async (path) => {
    const shown = await browser.get(`${path}?token=${'x'.repeat(43)}`);
    const submitted = await submit(path, { token: 'x', email: 'nobody@people.test' });
    for (const { headers } of [shown, submitted]) {
      expect(headers['cache-control']).toBe('private, no-store');
      expect(headers['referrer-policy']).toBe('same-origin');
    }
  });

  it('is not submitted by a browser that hides where it comes from', async () => {
    const answer = await store.app.inject({
      method: 'POST',
      url: '/auth/forgotten',
      headers: { origin: 'null', 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'email=a%40b.test',
    });
    expect(answer.statusCode).toBe(403);
  });

  it('is not submitted from elsewhere', async () => {
    const answer = await store.app.inject({
      method: 'POST',
      url: '/auth/forgotten',
      headers: {
        origin: 'https://evil.test',
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: 'email=a%40b.test',
    });
    expect(answer.statusCode).toBe(403);
  });
});
