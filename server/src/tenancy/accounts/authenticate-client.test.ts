import { describe, expect, it } from 'vitest';
import {
  basic,
  countStatements,
  createKeyedAccount,
  createTestClock,
  HERE,
  openAccess,
} from '../../../test/support/access.ts';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { createLocalLimits } from '../../platform/limits/limits.ts';
import { revokeApiKey, suspendAccount } from './index.ts';

const test = await forThisFile(createTestDatabase());

const WRONG = {
  code: 'invalid_credentials',
  message: 'The client ID or the client secret is wrong.',
};
const login = (authorization: string | undefined, remoteAddress = HERE) => ({
  authorization,
  remoteAddress,
});

describe('authenticating a client', () => {
  it('gives a token that its calls are known by', async () => {
    const { accountId, key } = await createKeyedAccount(test.db);
    const { authenticateClient, authenticate } = openAccess(test.db);
    const token = await authenticateClient(login(basic(key)));
    const call = { authorization: `Bearer ${token}`, remoteAddress: HERE, requestId: 'r' };
    expect(await authenticate(call)).toMatchObject({
      accountId,
      actor: { kind: 'api_key', clientId: key.clientId },
    });
  });

  it('takes a secret with colons and letters of any script', async () => {
    const { key } = await createKeyedAccount(test.db, { clientSecret: 'a:b::пароль 🔑' });
    const { authenticateClient } = openAccess(test.db);
    await expect(authenticateClient(login(basic(key)))).resolves.toMatch(/^ey/);
    const other = { ...key, clientSecret: 'a:b' };
    await expect(authenticateClient(login(basic(other)))).rejects.toMatchObject(WRONG);
  });

  it('gives a suspended account its token, since it may read', async () => {
    const { accountId, key } = await createKeyedAccount(test.db);
    await test.db.transaction((tx) => suspendAccount({ db: tx, accountId, now: new Date() }));
    const { authenticateClient } = openAccess(test.db);
    await expect(authenticateClient(login(basic(key)))).resolves.toMatch(/^ey/);
  });
});

describe('wrong credentials', () => {
  it('get one answer, for the same statement, whoever they name', async () => {
    const { accountId, key } = await createKeyedAccount(test.db);
    const revoked = await createKeyedAccount(test.db);
    await test.db.transaction((tx) =>
      revokeApiKey({ db: tx, ...revoked, now: new Date() }, revoked.key),
    );
    const { db, texts } = countStatements(test.db);
    const { authenticateClient } = openAccess(db);
    const wrong = [
      { ...key, clientSecret: 'wrong' },
      { ...key, clientSecret: '' },
      { ...key, clientSecret: `${key.clientSecret} ` },
      { ...key, clientId: key.clientId.toUpperCase() },
      { ...key, clientId: accountId },
      { ...key, clientId: 'unknown' },
      { ...key, clientId: '' },
      { clientId: '', clientSecret: '' },
      { ...key, clientId: `${key.clientId}%` },
      { ...key, clientId: "' or true --" },
      { ...key, clientId: 'käse' },
      { ...key, clientId: 'a'.repeat(10_000) },
      revoked.key,
    ];
    for (const credentials of wrong) {
      await expect(authenticateClient(login(basic(credentials)))).rejects.toMatchObject(WRONG);
    }
    expect(texts).toHaveLength(wrong.length);
    expect(new Set(texts).size).toBe(1);
  });

  it.each([
    ['no header', undefined],
    ['an empty header', ''],
    ['a bearer token', 'Bearer abc'],
    ['nothing after the scheme', 'Basic '],
    ['what is no base64', 'Basic ****'],
    ['no colon', `Basic ${Buffer.from('demo').toString('base64')}`],
    ['a NUL', `Basic ${Buffer.from('a\0b:c').toString('base64')}`],
    ['bytes that are no text', `Basic ${Buffer.from([0xff, 0x3a, 0xfe]).toString('base64')}`],
  ])('are also %s', async (_name, authorization) => {
    const { authenticateClient } = openAccess(test.db);
    await expect(authenticateClient(login(authorization))).rejects.toMatchObject(WRONG);
  });

  it('are limited by client id, known or not, and never lock the right secret out', async () => {
    const { key } = await createKeyedAccount(test.db);
    const clock = createTestClock();
    const limiter = createLocalLimits({ isOn: true, clock }).failures('keys');
    const { authenticateClient } = openAccess(test.db, { clock, failureLimiter: limiter });
    const guess = (clientId: string) =>
      authenticateClient(login(basic({ clientId, clientSecret: 'guess' })));
    for (const clientId of [key.clientId, 'unknown']) {
      for (let time = 0; time < 10; time += 1) {
        await expect(guess(clientId)).rejects.toMatchObject(WRONG);
      }
      await expect(guess(clientId)).rejects.toMatchObject({
        code: 'rate_limited',
        retryAfterSeconds: 6,
      });
    }
    await expect(guess('another')).rejects.toMatchObject(WRONG);
    await expect(authenticateClient(login(basic(key)))).resolves.toMatch(/^ey/);
    await expect(guess(key.clientId)).rejects.toMatchObject({ code: 'rate_limited' });
    clock.ms += 6_000;
    await expect(guess(key.clientId)).rejects.toMatchObject(WRONG);
  });

  it('are limited when they come all at once', async () => {
    const { key } = await createKeyedAccount(test.db);
    const { authenticateClient } = openAccess(test.db);
    const guesses = Array.from({ length: 30 }, () =>
      authenticateClient(login(basic({ ...key, clientSecret: 'guess' }))).catch(({ code }) => code),
    );
    const codes = await Promise.all(guesses);
    expect(codes.filter((code) => code === 'invalid_credentials')).toHaveLength(10);
    expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(20);
  });
});

describe('a key with an IP allow list', () => {
  it('authenticates from there only, and says so to nobody without its secret', async () => {
    const { key } = await createKeyedAccount(test.db, { ipAllowList: ['203.0.113.0/24'] });
    const { authenticateClient } = openAccess(test.db);
    const from = (address: string, secret = key.clientSecret) =>
      authenticateClient(login(basic({ ...key, clientSecret: secret }), address));
    await expect(from('203.0.113.200')).resolves.toMatch(/^ey/);
    await expect(from('::ffff:203.0.113.200')).resolves.toMatch(/^ey/);
    await expect(from('203.0.114.1')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(from('203.0.114.1', 'wrong')).rejects.toMatchObject(WRONG);
  });
});
