import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto';
import fc from 'fast-check';
import { decodeJwt, decodeProtectedHeader, type JWTPayload, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { countStatements, createTestClock, testEncryption } from '../../../test/support/access.ts';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { watched } from '../../../test/support/watched.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Database } from '../../platform/db/database.ts';
import { createKeyRing, type KeyRing } from './key-ring.ts';
import { createTokens } from './tokens.ts';

const HOLDER = {
  clientId: 'shop',
  accountId: '019dde22-7a2f-7cc4-8a0e-7ff5a4b0c001',
  secretVersion: 1,
};
const LIFETIME_MS = 86_400_000;

const test = await forThisFile(createTestDatabase());

const encryption = testEncryption();
function openTokens(db: Database = test.db, maxRemembered?: number) {
  const clock = createTestClock();
  const keys = createKeyRing({ db, encryption, clock });
  return { clock, keys, ...createTokens({ keys, clock, maxRemembered }) };
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token with the installation's own signature over whatever claims and header. */
async function forge(keys: KeyRing, token: string, changes: { claims?: object; header?: object }) {
  const { kid, privateKey } = await keys.signer();
  const claims = { ...decodeJwt(token), ...changes.claims } as JWTPayload;
  const header = { alg: 'RS256', typ: 'JWT', kid, ...changes.header };
  return await new SignJWT(claims).setProtectedHeader(header).sign(privateKey);
}

describe('an access token', () => {
  it('says who it is for, and lives a day', async () => {
    const { issue, verify, clock } = openTokens();
    const token = await issue(HOLDER);
    const issuedAt = Math.floor(clock() / 1000);
    expect(decodeProtectedHeader(token)).toEqual({
      alg: 'RS256',
      typ: 'JWT',
      kid: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
    });
    expect(decodeJwt(token)).toEqual({
      iss: 'gigastore',
      aud: 'gigastore-api',
      sub: HOLDER.clientId,
      accountId: HOLDER.accountId,
      iat: issuedAt,
      exp: issuedAt + 86_400,
      jti: expect.any(String),
      ver: 1,
    });
    expect(await verify(token)).toMatchObject(HOLDER);
  });

  it('is never the same twice', async () => {
    const { issue } = openTokens();
    expect(await issue(HOLDER)).not.toBe(await issue(HOLDER));
  });

  it('is verified once and then remembered, until the second it expires', async () => {
    const { issue, verify, clock } = openTokens();
    const token = await issue(HOLDER);
    const expiresAt = (decodeJwt(token).exp ?? 0) * 1000;
    expect(await verify(token)).toBe(await verify(token));
    clock.ms = expiresAt - 1;
    expect(await verify(token)).toMatchObject(HOLDER);
    clock.ms = expiresAt;
    for (let time = 0; time < 2; time += 1) {
      await expect(verify(token)).rejects.toMatchObject({ code: 'token_expired' });
    }
  });

  it('is expired for who sees it the first time after its day', async () => {
    const { issue, clock } = openTokens();
    const token = await issue(HOLDER);
    const other = openTokens();
    other.clock.ms = clock.ms + LIFETIME_MS + 1000;
    await expect(other.verify(token)).rejects.toMatchObject({ code: 'token_expired' });
  });

  it('is not remembered without bound', async () => {
    const { issue, verify } = openTokens(test.db, 2);
    const [first = '', ...others] = await Promise.all([1, 2, 3].map(() => issue(HOLDER)));
    const remembered = await verify(first);
    expect(await verify(first)).toBe(remembered);
    for (const token of others) await verify(token);
    expect(await verify(first)).not.toBe(remembered);
  });

  it('costs no statement once its key is known', async () => {
    const { db, texts } = countStatements(test.db);
    const { issue, verify } = openTokens(db);
    const tokens = await Promise.all([issue(HOLDER), issue(HOLDER)]);
    const before = texts.length;
    for (const token of [...tokens, ...tokens]) await verify(token);
    expect(texts.length).toBe(before);
  });
});

describe('a token while the database is away', () => {
  it('is not called wrong while the keys are unknown, and holds once it is back', async () => {
    const token = await openTokens().issue(HOLDER);
    let isAway = true;
    const db: Database = {
      ...test.db,
      ...watched(test.db, {
        before: () => {
          if (isAway) throw new Refusal('service_unavailable', 'away');
        },
      }),
    };
    const { verify } = openTokens(db);
    await expect(verify(token)).rejects.toMatchObject({ code: 'service_unavailable' });
    isAway = false;
    expect(await verify(token)).toMatchObject(HOLDER);
  });
});

describe('a token that was not issued here', () => {
  const refusal = { code: 'invalid_token' };

  it('is refused with each byte of it altered', async () => {
    const { issue, verify } = openTokens();
    const token = await issue(HOLDER);
    await verify(token);
    const last = token.length - 1;
    for (const character of 'ABCPQRSZaghvwxyz0189-_') {
      if (character === token[last]) continue;
      await expect(verify(token.slice(0, last) + character)).rejects.toMatchObject(refusal);
    }
    const random = fc.tuple(fc.nat(token.length - 1), fc.constantFrom(...'AZaz09-_.=+/ é'));
    await fc.assert(
      fc.asyncProperty(random, async ([index, character]) => {
        const altered = token.slice(0, index) + character + token.slice(index + 1);
        fc.pre(altered !== token);
        await expect(verify(altered)).rejects.toMatchObject(refusal);
      }),
      { numRuns: 500 },
    );
  });

  it('is refused without a signature, whatever it calls its algorithm', async () => {
    const { issue, verify } = openTokens();
    const [header, claims] = (await issue(HOLDER)).split('.');
    const { kid } = decodeProtectedHeader(`${header}.e30.`);
    for (const alg of ['none', 'None', 'NONE', '', 'RS256', null]) {
      const unsigned = `${part({ alg, typ: 'JWT', kid })}.${claims}`;
      for (const token of [unsigned, `${unsigned}.`, `${unsigned}.AA`]) {
        await expect(verify(token)).rejects.toMatchObject(refusal);
      }
    }
  });

  it('is refused when the public key is taken for a shared secret', async () => {
    const { issue, verify, keys } = openTokens();
    const [, claims] = (await issue(HOLDER)).split('.');
    const [jwk] = (await keys.jwks()).keys;
    const pem = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
    const secrets = [
      pem.export({ type: 'spki', format: 'pem' }),
      pem.export({ type: 'spki', format: 'der' }),
      JSON.stringify(jwk),
      String(jwk?.n),
    ];
    for (const secret of secrets) {
      const signed = `${part({ alg: 'HS256', typ: 'JWT', kid: jwk?.kid })}.${claims}`;
      const mac = createHmac('sha256', secret).update(signed).digest('base64url');
      await expect(verify(`${signed}.${mac}`)).rejects.toMatchObject(refusal);
    }
  });

  it('is refused from another installation', async () => {
    const elsewhere = await createTestDatabase();
    const token = await openTokens(elsewhere.db).issue(HOLDER);
    await elsewhere.close();
    await expect(openTokens().verify(token)).rejects.toMatchObject(refusal);
  });

  it.each([
    ['issuer', { iss: 'https://issuer.test' }],
    ['issuer', { iss: undefined }],
    ['audience', { aud: 'another' }],
    ['audience', { aud: undefined }],
    ['subject', { sub: undefined }],
    ['subject', { sub: 7 }],
    ['account', { accountId: undefined }],
    ['account', { accountId: ['a'] }],
    ['expiry', { exp: undefined }],
    ['expiry', { exp: 'tomorrow' }],
    ['start', { nbf: 4_000_000_000 }],
    ['id', { jti: undefined }],
  ])('is refused for its %s: %o', async (_name, claims) => {
    const { issue, verify, keys } = openTokens();
    const token = await forge(keys, await issue(HOLDER), { claims });
    await expect(verify(token)).rejects.toMatchObject(refusal);
  });

  it.each([{ kid: 'unknown' }, { kid: undefined }, { typ: 'secevent+jwt' }, { typ: undefined }])(
    'is refused for its header: %o',
    async (header) => {
      const { issue, verify, keys } = openTokens();
      const token = await forge(keys, await issue(HOLDER), { header });
      await expect(verify(token)).rejects.toMatchObject(refusal);
    },
  );

  it.each([
    ['empty', ''],
    ['dots', '..'],
    ['words', 'not.a.token'],
    ['five parts', 'a.b.c.d.e'],
    ['JSON that is none', `${Buffer.from('{').toString('base64url')}.e30.e30`],
    ['critical headers', `${part({ alg: 'RS256', crit: ['x'], x: 1 })}.e30.e30`],
    ['prototypes', `${part({ alg: '__proto__', kid: '__proto__' })}.e30.e30`],
    ['an array', `${Buffer.from('[]').toString('base64url')}.e30.e30`],
    ['100 kilobytes', 'a'.repeat(100_000)],
  ])('is refused when it is %s', async (_name, token) => {
    await expect(openTokens().verify(token)).rejects.toMatchObject(refusal);
  });

  it('is refused whatever its text', async () => {
    const { verify } = openTokens();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.json(), async (text, json) => {
        const coded = Buffer.from(json).toString('base64url');
        for (const token of [text, `${coded}.${coded}.${coded}`, `${coded}.e30.`]) {
          await expect(verify(token)).rejects.toMatchObject(refusal);
        }
      }),
      { numRuns: 300 },
    );
  });
});
