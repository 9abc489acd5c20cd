import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { basic, createKeyedAccount } from '../../../test/support/access.ts';
import { openAccountRoutes } from '../../../test/support/account-routes.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';

const routes = await forThisFile(openAccountRoutes());

describe('POST /reseller/authenticate', () => {
  it('answers what clients of the original read', async () => {
    const { key } = await createKeyedAccount(routes.db);
    const answer = await routes.authenticate(basic(key));
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.json()).toEqual({
      accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      expiresIn: 86400,
      refreshToken: null,
      refreshExpiresIn: 0,
      tokenType: 'Bearer',
      idToken: null,
    });
  });

  it.each([
    ['application/json', ''],
    ['application/json', 'null'],
    ['application/json', '{}'],
    ['application/json', '{"broken'],
    ['application/x-www-form-urlencoded', 'grant_type=client_credentials'],
    ['text/plain', 'anything'],
  ])('ignores a body of %s: %s', async (type, payload) => {
    const { key } = await createKeyedAccount(routes.db);
    const more = { headers: { 'content-type': type }, payload };
    expect((await routes.authenticate(basic(key), more)).statusCode).toBe(200);
  });

  it('answers an unknown id and a wrong secret with the same words', async () => {
    const { key } = await createKeyedAccount(routes.db);
    const answers = await Promise.all([
      routes.authenticate(basic({ ...key, clientSecret: 'wrong' })),
      routes.authenticate(basic({ ...key, clientId: 'unknown' })),
      routes.authenticate(basic({ ...key, clientId: 'a\0b' })),
      routes.authenticate('Basic ****'),
      routes.authenticate(),
    ]);
    for (const answer of answers) {
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['www-authenticate']).toMatch(/^Basic realm/);
      const { requestId, ...problem } = answer.json();
      expect(problem).toMatchObject({ code: 'invalid_credentials', status: 401 });
      const { requestId: _, ...first } = answers[0]?.json() ?? {};
      expect(problem).toEqual(first);
      expect(requestId).toBeDefined();
    }
  });

  it('answers 429 to the eleventh wrong secret in a minute', async () => {
    const { key } = await createKeyedAccount(routes.db);
    const guess = () => routes.authenticate(basic({ ...key, clientSecret: 'wrong' }));
    for (let time = 0; time < 10; time += 1) expect((await guess()).statusCode).toBe(401);
    const answer = await guess();
    expect(answer.statusCode).toBe(429);
    expect(answer.json()).toMatchObject({ code: 'rate_limited' });
    expect(answer.headers['retry-after']).toBe('6');
  });

  it('answers 403 to the right secret from an address that is not allowed', async () => {
    const { key } = await createKeyedAccount(routes.db, { ipAllowList: ['203.0.113.0/24'] });
    expect(
      (await routes.authenticate(basic(key), { remoteAddress: '203.0.113.9' })).statusCode,
    ).toBe(200);
    const answer = await routes.authenticate(basic(key), { remoteAddress: '198.51.100.1' });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'forbidden' });
  });
});

describe('GET /.well-known/jwks.json', () => {
  it('gives everybody the keys that verify access tokens', async () => {
    const { accessToken, key, accountId } = await routes.openCaller();
    const answer = await routes.app.inject('/.well-known/jwks.json');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('public, max-age=60');
    const keys = createLocalJWKSet(answer.json() as JSONWebKeySet);
    const currentDate = new Date(routes.clock());
    const { payload } = await jwtVerify(accessToken, keys, { currentDate });
    expect(payload).toMatchObject({ sub: key.clientId, accountId });
    expect(answer.body).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
  });
});
