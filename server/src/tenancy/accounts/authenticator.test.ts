import { describe, expect, it } from 'vitest';
import {
  basic,
  countStatements,
  createKeyedAccount,
  HERE,
  openAccess,
} from '../../../test/support/access.ts';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { watched } from '../../../test/support/watched.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { type Database, sql } from '../../platform/db/database.ts';
import { GRANT_LIFETIME_MS } from './grants.ts';
import { type ApiKeyDraft, requireUserLocation, revokeApiKey, setRefundLimit } from './index.ts';

const test = await forThisFile(createTestDatabase());

/** An account with a key, and calls with its token to a process of its own. */
async function openCalls(draft: Partial<ApiKeyDraft> = {}, db: Database = test.db) {
  const { key, ...account } = await createKeyedAccount(test.db, draft);
  const access = openAccess(db);
  const token = await access.authenticateClient({
    authorization: basic(key),
    remoteAddress: HERE,
  });
  const call = (authorization = `Bearer ${token}`, remoteAddress = HERE) =>
    access.authenticate({ authorization, remoteAddress, requestId: 'request' });
  return { ...account, key, token, access, call, clock: access.clock };
}

function signal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

const REVOKED = { code: 'invalid_token' };

describe('the context of a call', () => {
  it('names the actor, the account, its scopes and its time', async () => {
    const draft = { scopes: ['sell'], dailySpendLimitMinor: 500n };
    const { accountId, organizationId, key, call, clock } = await openCalls(draft);
    expect(await call()).toEqual({
      accountId,
      organizationId,
      mode: 'sandbox',
      actor: { kind: 'api_key', clientId: key.clientId, name: 'Web shop' },
      now: new Date(clock()),
      requestId: 'request',
      remoteAddress: '203.0.113.7',
      scopes: ['sell'],
      requiresUserLocation: false,
      refundLimitPerMonth: 20,
      dailySpendLimitMinor: 500n,
      mandate: null,
      changes: [],
    });
  });

  it('has the time of the account, which goes on between two reads of it', async () => {
    const { accountId, call, clock } = await openCalls();
    const aMonthMs = 31 * 86_400_000;
    await test.db.run(sql`
      update accounts
      set clock_offset_ms = ${aMonthMs}
      where id = ${accountId}`);
    expect((await call()).now.getTime()).toBe(clock() + aMonthMs);
    clock.ms += 1234;
    expect((await call()).now.getTime()).toBe(clock() + aMonthMs);
  });

  it('follows the rules that the operator sets, at once where they were set', async () => {
    const { accountId, access, call } = await openCalls();
    await call();
    await test.db.transaction(async (tx) => {
      await setRefundLimit({ db: tx, accountId }, { refundLimitPerMonth: 3 });
      await requireUserLocation({ db: tx, accountId }, { isRequired: true });
    });
    access.invalidateAccount(accountId);
    expect(await call()).toMatchObject({
      refundLimitPerMonth: 3,
      requiresUserLocation: true,
    });
  });

  it('takes the scheme in any case and spaces around the token', async () => {
    const { token, call } = await openCalls();
    await expect(call(`bearer   ${token}  `)).resolves.toBeDefined();
  });
});

describe('a call without a good token', () => {
  it.each(['', 'Bearer', 'Bearer ', 'Basic ZGVtbzpkZW1v', 'Token abc', 'Bearerabc'])(
    'has none when it sends "%s"',
    async (authorization) => {
      const { call } = await openCalls();
      await expect(call(authorization)).rejects.toMatchObject({ code: 'missing_token' });
    },
  );

  it('has none when it sends no header', async () => {
    const { access } = await openCalls();
    const call = { authorization: undefined, remoteAddress: HERE, requestId: 'r' };
    await expect(access.authenticate(call)).rejects.toMatchObject({ code: 'missing_token' });
  });

  it('is told whether the token is wrong or too old', async () => {
    const { token, call, clock } = await openCalls();
    await expect(call('Bearer abc def')).rejects.toMatchObject({ code: 'invalid_token' });
    await expect(call(`Bearer ${token}x`)).rejects.toMatchObject({ code: 'invalid_token' });
    clock.ms += 86_400_000;
    await expect(call()).rejects.toMatchObject({ code: 'token_expired' });
  });
});

describe('a call from an address that is not allowed', () => {
  it('is forbidden, each time it is made', async () => {
    const { token, call } = await openCalls({ ipAllowList: [HERE] });
    await expect(call()).resolves.toBeDefined();
    await expect(call(`Bearer ${token}`, '203.0.113.8')).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(call(`Bearer ${token}`, '')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(call()).resolves.toBeDefined();
  });
});

describe('a revoked key', () => {
  const revoke = (of: Awaited<ReturnType<typeof openCalls>>) =>
    test.db.transaction((tx) => revokeApiKey({ db: tx, ...of, now: new Date() }, of.key));

  it('takes its tokens with it, at once where it was revoked', async () => {
    const opened = await openCalls();
    await opened.call();
    await revoke(opened);
    opened.access.invalidateKey(opened.key.clientId);
    await expect(opened.call()).rejects.toMatchObject(REVOKED);
  });

  it('takes its tokens with it within 30 seconds everywhere else', async () => {
    const opened = await openCalls();
    await opened.call();
    await revoke(opened);
    opened.clock.ms += GRANT_LIFETIME_MS - 1;
    await expect(opened.call()).resolves.toBeDefined();
    opened.clock.ms += 1;
    await expect(opened.call()).rejects.toMatchObject(REVOKED);
    expect(GRANT_LIFETIME_MS).toBeLessThanOrEqual(60_000);
  });

  it('costs no statement for each of its calls', async () => {
    const counted = countStatements(test.db);
    const opened = await openCalls({}, counted.db);
    await revoke(opened);
    await expect(opened.call()).rejects.toMatchObject(REVOKED);
    const before = counted.texts.length;
    await expect(opened.call()).rejects.toMatchObject(REVOKED);
    expect(counted.texts.length).toBe(before);
  });

  it('leaves the other keys of the account as they were', async () => {
    const [one, other] = [await openCalls(), await openCalls()];
    await revoke(one);
    await expect(other.call()).resolves.toBeDefined();
  });

  it('is not remembered as good by a read that was under way when it was revoked', async () => {
    const [read, release] = [signal(), signal()];
    const slow: Database = {
      ...test.db,
      ...watched(test.db, {
        after: async ({ text }) => {
          if (!text.includes('clock_offset_ms')) return;
          read.give();
          await release.given;
        },
      }),
    };
    const opened = await openCalls({}, slow);
    const early = opened.call();
    await read.given;
    await revoke(opened);
    opened.access.invalidateKey(opened.key.clientId);
    const late = expect(opened.call()).rejects.toMatchObject(REVOKED);
    release.give();
    await expect(early).resolves.toBeDefined();
    await late;
    await expect(opened.call()).rejects.toMatchObject(REVOKED);
  });
});

describe('many calls', () => {
  it('cost one statement in 30 seconds', async () => {
    const counted = countStatements(test.db);
    const { call, clock, access } = await openCalls({}, counted.db);
    const before = counted.texts.length;
    await Promise.all(Array.from({ length: 50 }, () => call()));
    for (let time = 0; time < 50; time += 1) await call();
    expect(counted.texts.length).toBe(before + 1);
    clock.ms += GRANT_LIFETIME_MS;
    await Promise.all(Array.from({ length: 50 }, () => call()));
    expect(counted.texts.length).toBe(before + 2);
    await access.close();
  });

  it('go on after the database was away, which is not held against the key', async () => {
    let isAway = true;
    const db: Database = {
      ...test.db,
      ...watched(test.db, {
        before: ({ text }) => {
          const isGrant = text.includes('clock_offset_ms');
          if (isAway && isGrant) throw new Refusal('service_unavailable', 'away');
        },
      }),
    };
    const { call } = await openCalls({}, db);
    await expect(call()).rejects.toMatchObject({ code: 'service_unavailable' });
    isAway = false;
    await expect(call()).resolves.toBeDefined();
  });
});
