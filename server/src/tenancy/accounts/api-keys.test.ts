import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createKeyedAccount } from '../../../test/support/access.ts';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { MAX_API_KEYS } from './create-api-key.ts';
import { type ApiKeyDraft, createApiKey, listApiKeys, revokeApiKey } from './index.ts';

const NOW = new Date('2026-04-30T09:55:36.430Z');

const test = await forThisFile(createTestDatabase());

const create = (accountId: string, draft: Partial<ApiKeyDraft> = {}) =>
  test.db.transaction((tx) =>
    createApiKey({ db: tx, accountId, now: NOW }, { name: 'Web shop', ...draft }),
  );
const revoke = (accountId: string, clientId: string) =>
  test.db.transaction((tx) => revokeApiKey({ db: tx, accountId, now: NOW }, { clientId }));
const list = (accountId: string) => listApiKeys({ db: test.db, accountId });

describe('creating an API key', () => {
  it('gives a 256-bit secret and keeps nothing but its hash', async () => {
    const { accountId, key } = await createKeyedAccount(test.db);
    expect(key.clientSecret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const row = await test.db.row(sql`
      select *
      from api_keys
      where account_id = ${accountId}`);
    const hash = await test.db.row(sql`
      select sha256(convert_to(${key.clientSecret}, 'UTF8')) as hash`);
    expect(row).toMatchObject({ secret_hash: hash?.hash, revoked_at: null, last_used_at: null });
    expect(inspect(row)).not.toContain(key.clientSecret);
  });

  it('gives all four scopes and no limits unless told otherwise', async () => {
    const { accountId } = await createKeyedAccount(test.db);
    expect(await list(accountId)).toMatchObject([
      {
        scopes: ['read', 'sell', 'refund', 'manage'],
        dailySpendLimitMinor: null,
        ipAllowList: [],
        lastUsedAt: null,
        secretRotatedAt: null,
        previousSecretExpiresAt: null,
      },
    ]);
  });

  it('keeps what it was told, each scope and each range once', async () => {
    const { accountId } = await createKeyedAccount(test.db);
    const { clientSecret, ...key } = await create(accountId, {
      name: 'Kiosk',
      scopes: ['sell', 'read', 'sell'],
      dailySpendLimitMinor: 0n,
      ipAllowList: ['10.1.2.3/8', '10.0.0.0/8', '2001:db8::1'],
    });
    expect(key).toMatchObject({
      name: 'Kiosk',
      scopes: ['read', 'sell'],
      dailySpendLimitMinor: 0n,
      ipAllowList: ['10.0.0.0/8', '2001:db8::1/128'],
      createdAt: NOW,
    });
    expect((await list(accountId)).at(-1)).toEqual(key);
  });

  it('takes an id and a secret that are known beforehand', async () => {
    const demo = { clientId: 'demo-client', clientSecret: 'demo-secret' };
    const { key } = await createKeyedAccount(test.db, demo);
    expect(key).toMatchObject(demo);
  });

  it.each<[string, Partial<ApiKeyDraft>]>([
    ['/name', { name: '' }],
    ['/name', { name: ' ' }],
    ['/name', { name: 'a'.repeat(256) }],
    ['/name', { name: 'a\0' }],
    ['/scopes', { scopes: [] }],
    ['/scopes', { scopes: ['read', 'write'] }],
    ['/scopes', { scopes: ['__proto__'] }],
    ['/dailySpendLimit', { dailySpendLimitMinor: -1n }],
    ['/dailySpendLimit', { dailySpendLimitMinor: 1_000_000_001n }],
    ['/ipAllowList/1', { ipAllowList: ['10.0.0.0/8', 'home'] }],
    ['/ipAllowList/0', { ipAllowList: [''] }],
    ['/ipAllowList', { ipAllowList: Array(101).fill('10.0.0.1') }],
    ['/clientId', { clientId: '' }],
    ['/clientId', { clientId: 'a:b' }],
    ['/clientId', { clientId: 'a b' }],
    ['/clientId', { clientId: 'ä' }],
    ['/clientId', { clientId: 'a'.repeat(65) }],
    ['/clientSecret', { clientSecret: '' }],
    ['/clientSecret', { clientSecret: 'a\nb' }],
  ])('is refused at %s for %o', async (path, wrong) => {
    const { accountId } = await createKeyedAccount(test.db);
    await expect(create(accountId, wrong)).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ path }],
    });
    expect(await list(accountId)).toHaveLength(1);
  });

  it('refuses an account that does not exist', async () => {
    for (const accountId of [newId(), 'nonsense', '']) {
      await expect(create(accountId)).rejects.toMatchObject({
        code: 'invalid_request',
        errors: [{ path: '/account' }],
      });
    }
  });

  it('refuses a client id that another key has or had, of whichever account', async () => {
    const first = await createKeyedAccount(test.db);
    const second = await createKeyedAccount(test.db);
    const { clientId } = first.key;
    const taken = { code: 'invalid_request', errors: [{ path: '/clientId' }] };
    await expect(create(second.accountId, { clientId })).rejects.toMatchObject(taken);
    await revoke(first.accountId, clientId);
    await expect(create(second.accountId, { clientId })).rejects.toMatchObject(taken);
    await expect(create(first.accountId, { clientId })).rejects.toMatchObject(taken);
  });

  it('gives one client id to one of many who ask for it at once', async () => {
    const { accountId } = await createKeyedAccount(test.db);
    const asked = Array.from({ length: 10 }, () => create(accountId, { clientId: 'wanted' }));
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('gives one client id to one of two accounts that ask for it at once', async () => {
    const [first, second] = [await createKeyedAccount(test.db), await createKeyedAccount(test.db)];
    const asked = [first, second].map(({ accountId }) => create(accountId, { clientId: 'shared' }));
    const outcomes = await Promise.allSettled(asked);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject([{ reason: { code: 'invalid_request' } }]);
    const [kept] = [...(await list(first.accountId)), ...(await list(second.accountId))].filter(
      ({ clientId }) => clientId === 'shared',
    );
    expect(kept).toBeDefined();
  });

  it('stops at a sane number of keys that are not revoked', async () => {
    const { accountId, key } = await createKeyedAccount(test.db);
    await test.db.run(sql`
      with owned as (
        insert into api_key_owners (client_id, account_id)
        select 'many-' || number, ${accountId}
        from generate_series(2, ${MAX_API_KEYS}::integer) as number
        returning client_id
      )
      insert into api_keys (account_id, client_id, name, secret_hash, scopes, created_at)
      select ${accountId}, client_id, 'many', ${Buffer.alloc(32)}, array['read'], now()
      from owned`);
    await expect(create(accountId)).rejects.toMatchObject({ code: 'invalid_state' });
    await revoke(accountId, key.clientId);
    await expect(create(accountId)).resolves.toBeDefined();
  });
});

describe('listing API keys', () => {
  it('shows the account its own, oldest first, and no secret', async () => {
    const { accountId, key } = await createKeyedAccount(test.db);
    await createKeyedAccount(test.db);
    const second = await create(accountId);
    const keys = await list(accountId);
    expect(keys.map(({ clientId }) => clientId)).toEqual([key.clientId, second.clientId]);
    expect(inspect(keys)).not.toContain(key.clientSecret);
    expect(Object.keys(keys[0] ?? {})).not.toContain('clientSecret');
  });
});

describe('revoking an API key', () => {
  it('takes it out of the list for good', async () => {
    const { accountId, key } = await createKeyedAccount(test.db);
    await revoke(accountId, key.clientId);
    expect(await list(accountId)).toEqual([]);
    await expect(revoke(accountId, key.clientId)).rejects.toMatchObject({
      code: 'api_key_not_found',
    });
  });

  it('finds no unknown key and none of another account', async () => {
    const mine = await createKeyedAccount(test.db);
    const other = await createKeyedAccount(test.db);
    for (const clientId of [other.key.clientId, 'unknown', '', 'ä'.repeat(1000)]) {
      await expect(revoke(mine.accountId, clientId)).rejects.toMatchObject({
        code: 'api_key_not_found',
      });
    }
    expect(await list(other.accountId)).toHaveLength(1);
  });

  it('succeeds once of many at once', async () => {
    const { accountId, key } = await createKeyedAccount(test.db);
    const revocations = Array.from({ length: 10 }, () => revoke(accountId, key.clientId));
    const outcomes = await Promise.allSettled(revocations);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
