import { decodeProtectedHeader } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { countStatements, createTestClock, testEncryption } from '../../../test/support/access.ts';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { type Database, sql } from '../../platform/db/database.ts';
import {
  createKeyRing,
  RELOAD_AFTER_MS,
  RELOAD_FOR_UNKNOWN_AFTER_MS,
  RETIRED_VERIFIES_MS,
} from './key-ring.ts';
import { PUBLISHED_AHEAD_MS, rotateSigningKey } from './rotate-signing-key.ts';
import { createTokens } from './tokens.ts';

const HOLDER = {
  clientId: 'shop',
  accountId: '019dde22-7a2f-7cc4-8a0e-7ff5a4b0c001',
  secretVersion: 1,
};

const test = await forThisFile(createTestDatabase());
// These are the installation's and no account's, so each test starts an installation of its own.
beforeEach(() => test.db.run(sql`delete from signing_keys`));

const encryption = testEncryption();
const clock = createTestClock();

/** Simulates another process, with its own cache of the keys. */
function startProcess(db: Database = test.db, secrets = encryption) {
  const keys = createKeyRing({ db, encryption: secrets, clock });
  return { ...keys, ...createTokens({ keys, clock }) };
}
const rotate = (secrets = encryption) =>
  test.db.transaction((tx) =>
    rotateSigningKey(tx, { encryption: secrets, now: new Date(clock()) }),
  );
const kidOf = (token: string) => decodeProtectedHeader(token).kid;

describe('the signing keys', () => {
  it('are one and the same however many processes start at once', async () => {
    const processes = Array.from({ length: 8 }, () => startProcess());
    const tokens = await Promise.all(processes.map(({ issue }) => issue(HOLDER)));
    expect(new Set(tokens.map(kidOf)).size).toBe(1);
    const rows = await test.db.rows(sql`select kid from signing_keys`);
    expect(rows).toEqual([{ kid: kidOf(tokens[0] ?? '') }]);
    for (const { verify } of processes) {
      for (const token of tokens) expect(await verify(token)).toMatchObject(HOLDER);
    }
  });

  it('are published without their private halves, and kept only encrypted', async () => {
    const { issue, jwks } = startProcess();
    const kid = kidOf(await issue(HOLDER));
    expect(await jwks()).toEqual({
      keys: [
        {
          kty: 'RSA',
          e: 'AQAB',
          n: expect.stringMatching(/.{342}/),
          kid,
          alg: 'RS256',
          use: 'sig',
        },
      ],
    });
    const row = await test.db.row<{ sealed: Buffer }>(sql`
      select private_jwk_encrypted as sealed
      from signing_keys`);
    expect(row?.sealed.includes('"d"')).toBe(false);
    expect(encryption.decrypt(row?.sealed ?? Buffer.alloc(0), `signing_keys/${kid}`)).toContain(
      '"d"',
    );
  });

  it('are read once by many who ask at once', async () => {
    const { db, texts } = countStatements(test.db);
    await startProcess().jwks();
    const { jwks } = startProcess(db);
    await Promise.all(Array.from({ length: 20 }, jwks));
    expect(texts).toHaveLength(1);
  });
});

describe('a rotated signing key', () => {
  it('signs for two more minutes, while everybody learns the new one', async () => {
    const here = startProcess();
    const old = kidOf(await here.issue(HOLDER));
    const { kid } = await rotate();
    expect(kid).not.toBe(old);
    clock.ms += PUBLISHED_AHEAD_MS - 1;
    expect(kidOf(await here.issue(HOLDER))).toBe(old);
    expect((await here.jwks()).keys.map((key) => key.kid)).toEqual([old, kid]);
    clock.ms += 1;
    expect(kidOf(await here.issue(HOLDER))).toBe(kid);
  });

  it('never gives a token that another process refuses', async () => {
    const [here, there] = [startProcess(), startProcess()];
    await here.jwks();
    clock.ms += RELOAD_AFTER_MS - 1000;
    await there.jwks();
    await rotate();
    // One has just read the keys and the other is about to, and then they change roles.
    for (let second = 0; second < 200; second += 1) {
      clock.ms += 1000;
      const [signer, verifier] = second % 2 === 0 ? [here, there] : [there, here];
      expect(await verifier.verify(await signer.issue(HOLDER))).toMatchObject(HOLDER);
    }
  });

  it('verifies its tokens to the end of their life, and then leaves the key set', async () => {
    const { issue, verify, jwks } = startProcess();
    const token = await issue(HOLDER);
    const { kid } = await rotate();
    clock.ms += 86_400_000 - 1000;
    expect(await startProcess().verify(token)).toMatchObject(HOLDER);
    expect(await verify(token)).toMatchObject(HOLDER);
    clock.ms += PUBLISHED_AHEAD_MS + RETIRED_VERIFIES_MS;
    expect((await jwks()).keys.map((key) => key.kid)).toEqual([kid]);
  });

  it('is followed by one that signs, even when it is rotated again before it did', async () => {
    const { issue } = startProcess();
    await issue(HOLDER);
    await rotate();
    clock.ms += 1000;
    const { kid } = await rotate();
    clock.ms += PUBLISHED_AHEAD_MS;
    expect(kidOf(await issue(HOLDER))).toBe(kid);
  });

  it('can be rotated by many at once, and all processes agree on the next signer', async () => {
    const processes = [startProcess(), startProcess(), startProcess()];
    await Promise.all(processes.map(({ jwks }) => jwks()));
    await Promise.all([rotate(), rotate(), rotate()]);
    clock.ms += PUBLISHED_AHEAD_MS;
    const tokens = await Promise.all(processes.map(({ issue }) => issue(HOLDER)));
    expect(new Set(tokens.map(kidOf)).size).toBe(1);
  });

  it('frees the installation from a lost secret', async () => {
    await startProcess().issue(HOLDER);
    const next = testEncryption();
    await expect(startProcess(test.db, next).issue(HOLDER)).rejects.toThrow(
      /cannot be decrypted.*GIGASTORE_SECRET_KEY/,
    );
    const { kid } = await rotate(next);
    clock.ms += PUBLISHED_AHEAD_MS;
    expect(kidOf(await startProcess(test.db, next).issue(HOLDER))).toBe(kid);
  });
});

describe('a signing key that a process does not know', () => {
  it('is read at once when it is new, and not again and again when there is none', async () => {
    const { db, texts } = countStatements(test.db);
    const { verify, jwks } = startProcess(db);
    await jwks();
    const token = await startProcess().issue(HOLDER);
    const unknown = token.replace(/^[^.]+/, () =>
      Buffer.from('{"alg":"RS256","typ":"JWT","kid":"x"}').toString('base64url'),
    );
    const before = texts.length;
    const refused = { code: 'invalid_token' };
    await expect(verify(unknown)).rejects.toMatchObject(refused);
    expect(texts.length).toBe(before);

    clock.ms += RELOAD_FOR_UNKNOWN_AFTER_MS;
    const flood = Array.from({ length: 50 }, () => expect(verify(unknown)).rejects.toBeDefined());
    await Promise.all(flood);
    expect(texts.length).toBe(before + 1);
  });

  it('takes a token with it when it is taken out of the set', async () => {
    const { issue, verify } = startProcess();
    const token = await issue(HOLDER);
    await verify(token);
    await test.db.run(sql`delete from signing_keys`);
    clock.ms += RELOAD_AFTER_MS;
    await issue(HOLDER);
    await expect(verify(token)).rejects.toMatchObject({ code: 'invalid_token' });
  });
});
