import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, type Environment, readConfig } from './config.ts';
import { readSecretKey } from './secret-key.ts';

const LIVE = {
  GIGASTORE_MODE: 'live',
  DATABASE_URL: 'postgres://localhost/store',
  GIGASTORE_SECRET_KEY: randomBytes(32).toString('base64'),
  GIGASTORE_SMTP_URL: 'smtps://store:hunter4@mail.example',
  GIGASTORE_MAIL_FROM: 'Gigastore <no-reply@shop.example>',
};

function mistakesOf(environment: Environment): string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it('starts a sandbox on loopback from an empty environment', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      home: '.gigastore',
      mode: 'sandbox',
      publicUrl: 'http://127.0.0.1:3000',
      isRateLimited: true,
      databaseUrl: undefined,
    });
  });

  it('takes an empty variable for an unset one', () => {
    expect(readConfig({ PORT: '', HOST: '  ', DATABASE_URL: '' })).toEqual(readConfig({}));
  });

  it('names every variable that is wrong, each in one sentence', () => {
    const mistakes = mistakesOf({
      PORT: '70000',
      GIGASTORE_MODE: 'test',
      GIGASTORE_RATE_LIMIT: 'no',
      GIGASTORE_SECRET_KEY: 'short',
      GIGASTORE_PUBLIC_URL: 'shop.example',
      GIGASTORE_DATABASE_CONNECTIONS: '1e2',
      GIGASTORE_TRUSTED_PROXIES: '10.0.0.0/8, everyone',
      GIGASTORE_SMTP_URL: 'https://mail.example',
      GIGASTORE_MAIL_FROM: 'the store',
      DATABASE_URL: 'mysql://localhost/store',
    });
    expect(mistakes).toHaveLength(10);
    for (const mistake of mistakes) expect(mistake).toMatch(/^[A-Z_]+ must [^.]+(\.\d+)*.*\.$/);
  });

  it('never repeats a secret in a mistake', () => {
    const mistakes = mistakesOf({
      GIGASTORE_SECRET_KEY: 'hunter2',
      DATABASE_URL: 'hunter3',
      GIGASTORE_SMTP_URL: 'imap://store:hunter4@mail.example',
    });
    expect(mistakes).toHaveLength(3);
    expect(mistakes.join()).not.toMatch(/hunter/);
  });

  it('reads the secret key from base64 and from hexadecimal digits', () => {
    const key = Buffer.alloc(32, 200);
    for (const text of [key.toString('base64'), key.toString('hex'), key.toString('base64url')]) {
      expect(readConfig({ GIGASTORE_SECRET_KEY: text }).secretKey).toEqual(key);
    }
  });

  it('reads older secret keys after the one in use', () => {
    const keys = [1, 2, 3].map((byte) => Buffer.alloc(32, byte));
    const text = keys.map((key) => key.toString('base64')).join(', ');
    const { secretKey, olderSecretKeys } = readConfig({ GIGASTORE_SECRET_KEY: text });
    expect([secretKey, ...olderSecretKeys]).toEqual(keys);
  });

  it.each([
    ['0.0.0.0', 'http://127.0.0.1:8080'],
    ['::', 'http://127.0.0.1:8080'],
    ['::1', 'http://[::1]:8080'],
    ['store.test', 'http://store.test:8080'],
  ])('gives a sandbox on %s the address %s', (HOST, publicUrl) => {
    const beyond = { GIGASTORE_SANDBOX_BEYOND_LOOPBACK: 'on' };
    expect(readConfig({ HOST, PORT: '8080', ...beyond }).publicUrl).toBe(publicUrl);
  });

  it('takes a public address without its trailing slash', () => {
    const config = readConfig({ GIGASTORE_PUBLIC_URL: 'https://api.shop.example/' });
    expect(config.publicUrl).toBe('https://api.shop.example');
  });
});

describe('the mail server', () => {
  const { GIGASTORE_SMTP_URL, GIGASTORE_MAIL_FROM } = LIVE;

  it('is not needed in sandbox mode, where mails are kept', () => {
    expect(readConfig({}).smtp).toBeUndefined();
    expect(readConfig({ GIGASTORE_MAIL_FROM }).smtp).toBeUndefined();
  });

  it.each([
    'no-reply@shop.example',
    'Gigastore <no-reply@shop.example>',
    'Söhne & Co. <no-reply@shop.example>',
  ])('is told who writes: %s', (from) => {
    const { smtp } = readConfig({ GIGASTORE_SMTP_URL, GIGASTORE_MAIL_FROM: from });
    expect(smtp).toEqual({ url: GIGASTORE_SMTP_URL, from });
  });

  it('is refused without a sender', () => {
    expect(mistakesOf({ GIGASTORE_SMTP_URL })).toEqual([
      'GIGASTORE_MAIL_FROM is required when GIGASTORE_SMTP_URL is set.',
    ]);
  });

  it.each([
    'Store <no-reply@shop.example>, other@shop.example',
    'Store\nBcc: all@shop.example <no-reply@shop.example>',
    '<no-reply@shop.example',
    'Store <>',
  ])('is refused with the sender %j', (from) => {
    expect(mistakesOf({ GIGASTORE_MAIL_FROM: from })).toHaveLength(1);
  });
});

describe('live mode', () => {
  it('starts on loopback with a database and a secret key', () => {
    expect(readConfig(LIVE).mode).toBe('live');
  });

  it.each([
    ['DATABASE_URL', { ...LIVE, DATABASE_URL: '' }],
    ['GIGASTORE_SECRET_KEY', { ...LIVE, GIGASTORE_SECRET_KEY: '' }],
    ['GIGASTORE_PUBLIC_URL', { ...LIVE, HOST: '0.0.0.0' }],
    ['GIGASTORE_SMTP_URL', { ...LIVE, GIGASTORE_SMTP_URL: '' }],
    ['GIGASTORE_MAIL_FROM', { ...LIVE, GIGASTORE_MAIL_FROM: '' }],
  ])('refuses to start without %s', (name, environment) => {
    const mistakes = mistakesOf(environment);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatch(new RegExp(`^${name} is required`));
  });

  it.each([
    ['GIGASTORE_PUBLIC_URL', 'http://shop.example'],
    ['GIGASTORE_SECRET_KEY', Buffer.alloc(32).toString('base64')],
    ['GIGASTORE_SECRET_KEY', 'deadbeef'.repeat(8)],
    ['GIGASTORE_SECRET_KEY', `${LIVE.GIGASTORE_SECRET_KEY},${'00'.repeat(32)}`],
    ['GIGASTORE_TRUSTED_PROXIES', '0.0.0.0/0'],
    ['GIGASTORE_TRUSTED_PROXIES', '10.0.0.0/8, ::/0'],
    ['GIGASTORE_TRUSTED_PROXIES', '::ffff:0.0.0.0/96'],
  ])('refuses to start with a %s of %s', (name, value) => {
    const mistakes = mistakesOf({ ...LIVE, [name]: value });
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatch(new RegExp(`^${name} must`));
  });

  it('listens beyond loopback with a public address', () => {
    const environment = { ...LIVE, HOST: '::', GIGASTORE_PUBLIC_URL: 'https://api.shop.example' };
    expect(readConfig(environment).host).toBe('::');
  });
});

describe('a sandbox', () => {
  it('listens beyond loopback only when it is told so twice', () => {
    const beyond = { HOST: '0.0.0.0' };
    expect(mistakesOf(beyond)).toEqual([expect.stringMatching(/^HOST must be loopback/)]);
    const twice = { ...beyond, GIGASTORE_SANDBOX_BEYOND_LOOPBACK: 'on' };
    expect(readConfig(twice).host).toBe('0.0.0.0');
  });
});

describe('the drain delay', () => {
  it('is five seconds in live mode, none in a sandbox, and what is set', () => {
    expect([readConfig(LIVE), readConfig({})].map((config) => config.drainDelayMs)).toEqual([
      5_000, 0,
    ]);
    expect(readConfig({ GIGASTORE_DRAIN_DELAY: '12' }).drainDelayMs).toBe(12_000);
  });
});

describe('what is kept for days', () => {
  it('is kept for ever unless the operator says how long', () => {
    expect(readConfig({}).retention).toEqual({});
    const set = { GIGASTORE_EVENT_RETENTION_DAYS: '90', GIGASTORE_AUDIT_RETENTION_DAYS: '3653' };
    expect(readConfig(set).retention).toEqual({ events: 90, audit: 3653 });
  });

  it.each([
    ['GIGASTORE_EVENT_RETENTION_DAYS', '89'],
    ['GIGASTORE_USAGE_RETENTION_DAYS', '399'],
    ['GIGASTORE_AUDIT_RETENTION_DAYS', '3652'],
  ])('has a least time: %s', (name, days) => {
    expect(mistakesOf({ [name]: days })[0]).toMatch(new RegExp(`^${name} must`));
  });
});

describe('the secret key of a sandbox', () => {
  it('is made once, also by two first starts at once, and only its owner reads it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gigastore-key-'));
    const config = readConfig({ GIGASTORE_HOME: join(folder, 'home') });
    const [one, other] = await Promise.all([readSecretKey(config), readSecretKey(config)]);
    expect(one).toHaveLength(32);
    expect(other).toEqual(one);
    expect(await readSecretKey(config)).toEqual(one);
    const path = join(config.home, 'secret-key');
    expect((await stat(path)).mode & 0o077).toBe(0);
    expect(await readdir(config.home)).toEqual(['secret-key']);
    await rm(folder, { recursive: true });
  });
});

describe('Stripe', () => {
  const STRIPE = {
    GIGASTORE_STRIPE_SECRET_KEY: 'sk_test_1',
    GIGASTORE_STRIPE_PUBLISHABLE_KEY: 'pk_test_1',
    GIGASTORE_STRIPE_WEBHOOK_SECRET: 'whsec_1',
  };

  it('charges cards when all three of its keys are set', () => {
    expect(readConfig({}).stripe).toBeUndefined();
    expect(readConfig(STRIPE).stripe).toEqual({
      secretKey: 'sk_test_1',
      publishableKey: 'pk_test_1',
      webhookSecret: 'whsec_1',
      apiUrl: undefined,
    });
  });

  it.each(Object.keys(STRIPE))('is refused without %s', (name) => {
    expect(mistakesOf({ ...STRIPE, [name]: '' })).toEqual([
      `${name} is required when another of Stripe's keys is set.`,
    ]);
  });

  it('is on this machine or is itself', () => {
    const apiUrl = 'http://127.0.0.1:12111';
    expect(readConfig({ ...STRIPE, GIGASTORE_STRIPE_API_URL: apiUrl }).stripe?.apiUrl).toBe(apiUrl);
    expect(mistakesOf({ ...STRIPE, GIGASTORE_STRIPE_API_URL: 'https://evil.example' })).toEqual([
      'GIGASTORE_STRIPE_API_URL must be on this machine; it is for tests.',
    ]);
  });
});

describe('the owner of the database', () => {
  const owner = 'postgresql://owner@db.internal/store';
  it('is a role of its own beside that of the application', () => {
    const set = { DATABASE_URL: 'postgresql://app@db.internal/store', DATABASE_OWNER_URL: owner };
    expect(readConfig(set).databaseOwnerUrl).toBe(owner);
    for (const DATABASE_URL of [owner, 'postgresql://db.internal/store']) {
      expect(mistakesOf({ DATABASE_URL, DATABASE_OWNER_URL: owner })).toEqual([
        'DATABASE_URL and DATABASE_OWNER_URL must name different roles.',
      ]);
    }
  });

  it('is refused without the address of the application', () => {
    expect(mistakesOf({ DATABASE_OWNER_URL: owner })).toEqual([
      'DATABASE_URL is required when DATABASE_OWNER_URL is set.',
    ]);
  });
});
