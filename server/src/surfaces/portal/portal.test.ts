import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openStore, type TestStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';

const store = await forThisFile(openStore());

const PAGE = { accept: 'text/html,application/xhtml+xml' };

describe('the root', () => {
  it('sends a browser to the portal', async () => {
    const { statusCode, headers } = await store.app.inject({ url: '/', headers: PAGE });
    expect([statusCode, headers.location]).toEqual([302, 'portal/']);
  });

  it.each(['*/*', 'application/json'])('shows Accept: %s what runs here', async (accept) => {
    const { statusCode, body } = await store.app.inject({ url: '/', headers: { accept } });
    expect(statusCode).toBe(200);
    expect(body).toContain('Sell mobile data to your own customers');
    expect(body).not.toMatch(/<script|src="|href="https?:/);
  });
});

describe('/portal/', () => {
  it.each(['/portal', '/portal/', '/portal/live/sales', '/portal/no/such/page'])(
    '%s is the portal, or says that it is being built, with no inline script allowed',
    async (url) => {
      const { statusCode, headers, body } = await store.app.inject({ url, headers: PAGE });
      const isBuilt = statusCode === 200;
      expect(body).toContain(isBuilt ? '<div id="root">' : 'The portal is being built');
      expect(isBuilt || headers['retry-after'] === '2').toBe(true);
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/script-src[^;]*(unsafe|http)/);
      expect(policy).not.toContain('stripe');
    },
  );

  it('allows Stripe’s script and forms where Stripe is configured, and nothing more', async () => {
    const paid = await openStore({
      GIGASTORE_STRIPE_SECRET_KEY: 'sk_test_1',
      GIGASTORE_STRIPE_PUBLISHABLE_KEY: 'pk_test_1',
      GIGASTORE_STRIPE_WEBHOOK_SECRET: 'whsec_1',
    });
    const { headers } = await paid.app.inject({ url: '/portal/', headers: PAGE });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("script-src 'self' https://js.stripe.com https://*.js.stripe.com;");
    expect(policy).toContain(
      'frame-src https://js.stripe.com https://*.js.stripe.com https://hooks',
    );
    expect(policy.match(/https:\/\/[^ ;]+/g)?.every((url) => url.endsWith('.stripe.com'))).toBe(
      true,
    );
    await paid.close();
  });

  it.each([
    '/portal/assets/none.js',
    '/portal/assets/../../package.json',
    '/portal/assets/%2e%2e/',
  ])('has no file %s', async (url) => {
    const { statusCode, body } = await store.app.inject({ url });
    expect(statusCode === 404 || body.includes('<main>') || body.includes('id="root"')).toBe(true);
    expect(body).not.toContain('"workspaces"');
  });
});

describe('GET /auth/sign-in-options', () => {
  const options = async ({ app }: TestStore) =>
    (await app.inject({ url: '/auth/sign-in-options' })).json();

  it('names the people of the demonstration in sandbox mode, who can sign in', async () => {
    const { mode, demonstration } = await options(store);
    expect(mode).toBe('sandbox');
    expect(demonstration.people.map(({ role }: { role: string }) => role)).toEqual([
      'owner',
      'finance',
      'developer',
      'support',
      'viewer',
      'operator',
    ]);
  });

  it('names nobody in live mode', async () => {
    const live = await openStore({
      GIGASTORE_MODE: 'live',
      DATABASE_URL: 'postgres://127.0.0.1/x',
      GIGASTORE_SECRET_KEY: randomBytes(32).toString('hex'),
      GIGASTORE_PUBLIC_URL: 'https://store.example',
      GIGASTORE_SMTP_URL: 'smtp://127.0.0.1',
      GIGASTORE_MAIL_FROM: 'store@example.com',
    });
    expect(await options(live)).toEqual({ mode: 'live', demonstration: null });
    await live.close();
  });
});
