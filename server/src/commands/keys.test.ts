import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { openStore } from '../../test/support/app.ts';
import { openBrowser } from '../../test/support/browser.ts';
import { forThisFile } from '../../test/support/for-this-file.ts';
import { PASSWORD, personOf } from '../../test/support/people.ts';
import { totp } from '../../test/support/totp.ts';
import { createCarriers, importedCarrier, sandboxCarrier } from '../connectivity/carriers/index.ts';
import { findUnreadableClients } from '../connectivity/radius/index.ts';
import { createEncryption } from '../kernel/encryption.ts';
import { readConfig } from '../platform/config/config.ts';
import { sql } from '../platform/db/database.ts';
import { findUnreadableKeys } from '../tenancy/accounts/index.ts';
import { runCommandLine } from './index.ts';

const store = await forThisFile(openStore());

async function run(line: string, secretKeys: Buffer[]) {
  const said: string[] = [];
  const complained: string[] = [];
  const code = await runCommandLine([...line.split(' '), '--json'], {
    version: '1.2.3',
    readConfig: () =>
      readConfig({
        DATABASE_URL: store.url,
        GIGASTORE_SECRET_KEY: secretKeys.map((key) => key.toString('base64')).join(','),
      }),
    carriers: createCarriers([sandboxCarrier()], importedCarrier),
    now: () => new Date(),
    isTerminal: false,
    say: (text) => said.push(text),
    complain: (text) => complained.push(text),
  });
  return { code, answer: JSON.parse(said.join('')), complained: complained.join('') };
}

/** A member who signs in with a password and a second factor. */
async function withSecondFactor() {
  const { organizationId } = await store.newAccount();
  const { email } = await personOf(store, organizationId, 'owner');
  const browser = openBrowser(store);
  const signIn = async () => {
    const signedIn = await browser.post('/auth/sign-in', { email, password: PASSWORD });
    return signedIn.json().status;
  };
  await signIn();
  const made = await browser.post('/auth/two-factor/set-up', { password: PASSWORD });
  const code = totp(made.json().totpUri);
  expect((await browser.post('/auth/two-factor/confirm', { code })).statusCode).toBe(200);
  return { email, signIn };
}

const unreadableBy = (key: Buffer) =>
  findUnreadableKeys(store.db, { encryption: createEncryption([key]), now: new Date() });

test('secrets are encrypted again with the first key, so that the older one may go', async () => {
  const old = store.secretKey;
  const fresh = randomBytes(32);
  await withSecondFactor();
  const call = await (await store.newAccount()).caller('manage');
  const body = { url: store.hooksUrl };
  const set = await call('PUT', '/gigastore/webhooks/package.purchased', { body });
  expect(set.statusCode).toBe(200);
  expect(await unreadableBy(fresh)).toHaveLength(1);

  const half = await run('reencrypt', [fresh]);
  expect(half.code).toBe(1);
  expect(half.answer['webhook secrets']).toEqual({ reencrypted: 0, unreadable: 1 });
  expect(half.answer['second factors']).toEqual({ reencrypted: 0, unreadable: 1 });

  const { code, answer } = await run('reencrypt', [fresh, old]);
  expect(code).toBe(0);
  expect(answer['signing keys']).toEqual({ reencrypted: 1, unreadable: 0 });
  expect(answer['webhook secrets']).toEqual({ reencrypted: 1, unreadable: 0 });
  expect(answer['second factors']).toEqual({ reencrypted: 1, unreadable: 0 });
  expect(await unreadableBy(fresh)).toEqual([]);
  expect((await run('reencrypt', [fresh])).code).toBe(0);
});

test('a carrier key is listed and revoked, and then refused', async () => {
  const key = [store.secretKey];
  const { answer } = await run('create-carrier-key --carrier alpine', key);
  const { keyId } = answer;
  const listed = await run('list-carrier-keys', key);
  expect(listed.answer.keys).toMatchObject([{ keyId, carrier: 'alpine', revokedAt: null }]);
  expect((await run(`revoke-carrier-key --key ${keyId}`, key)).code).toBe(0);
  const again = await run(`revoke-carrier-key --key ${keyId}`, key);
  expect(again).toMatchObject({ code: 1, complained: expect.stringContaining('is in use') });
});

test('a RADIUS client is created, listed without its secret, rotated, reencrypted and deleted', async () => {
  const [old, fresh] = [store.secretKey, randomBytes(32)];
  const create = 'create-radius-client --name alps --carrier alpine --network';
  const { answer } = await run(`${create} 10.1.0.0/24,10.2.0.7`, [old]);
  expect(answer).toMatchObject({ name: 'alps', secret: expect.stringMatching(/^.{32}$/) });
  const listed = await run('list-radius-clients', [old]);
  expect(listed.answer.clients).toMatchObject([
    { name: 'alps', networks: ['10.1.0.0/24', '10.2.0.7/32'], disconnectPort: 3_799 },
  ]);
  expect(JSON.stringify(listed.answer)).not.toContain(answer.secret);

  const rotated = await run('rotate-radius-secret --client alps', [old]);
  expect(rotated.answer.secret).not.toBe(answer.secret);
  expect(await findUnreadableClients(store.db, createEncryption([fresh]))).toEqual(['alps']);
  const again = await run('reencrypt', [fresh, old]);
  expect(again.answer['RADIUS secrets']).toEqual({ reencrypted: 1, unreadable: 0 });
  expect(await findUnreadableClients(store.db, createEncryption([fresh]))).toEqual([]);

  const doctor = await run('doctor', [fresh]);
  expect(doctor.answer.items).toContainEqual(
    expect.objectContaining({ name: 'radius', state: 'attention' }),
  );
  await run('reencrypt', [old, fresh]);
  expect((await run('delete-radius-client --client alps', [old])).code).toBe(0);
  expect((await run('delete-radius-client --client alps', [old])).code).toBe(1);
});

test.each([
  ['--name alps! --network 10.0.0.1', 'name must be letters'],
  ['--name alps --network 10.0.0.0/99', 'networks such as 10.1.0.0/24, not "10.0.0.0/99"'],
  ['--name alps --network 0.0.0.0/0', 'networks such as'],
  ['--name alps --network 10.0.0.1 --country XX', 'country must be'],
  ['--name alps --network 10.0.0.1 --disconnect-port 70000', 'disconnectPort must be a port'],
  ['--name alps --network 10.0.0.1 --secret-file /dev/null', 'secret must have 16 to 64'],
])('a RADIUS client with %s is refused in words', async (options, words) => {
  const { code, complained } = await run(`create-radius-client --carrier alpine ${options}`, [
    store.secretKey,
  ]);
  expect(code).toBe(1);
  expect(complained).toContain(words);
});

test('rotating the signing key with --revoke leaves the new key alone in use', async () => {
  const first = await run('rotate-signing-key', [store.secretKey]);
  const second = await run('rotate-signing-key --revoke', [store.secretKey]);
  const keys = await store.db.rows(sql`
    select kid from signing_keys where retired_at is null or retired_at > created_at`);
  expect(keys).toEqual([{ kid: second.answer.kid }]);
  expect(first.answer.kid).not.toBe(second.answer.kid);
});

test('a second factor that was lost is removed, once', async () => {
  const { email, signIn } = await withSecondFactor();
  expect(await signIn()).toBe('second_factor_required');
  const reset = () => run(`reset-second-factor --email ${email}`, [store.secretKey]);
  expect((await reset()).code).toBe(0);
  expect(await signIn()).toBe('signed_in');
  expect(await reset()).toMatchObject({
    code: 1,
    complained: expect.stringContaining('no second'),
  });
});
