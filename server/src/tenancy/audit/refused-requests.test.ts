import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { basic } from '../../../test/support/access.ts';
import { openStore, type TestStore } from '../../../test/support/app.ts';
import { openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { sql } from '../../platform/db/database.ts';
import { createRefusedRequests } from './index.ts';

let store: TestStore;
let reseller: Reseller;
beforeAll(async () => {
  store = await openStore();
  await loadPlans(store.db);
});
afterAll(() => store.close());
beforeEach(async () => {
  reseller = await openReseller(store);
});

async function refusals() {
  const team = await reseller.callerFor('team');
  return (await team('GET', '/gigastore/audit-log?action=request.refused')).json().items;
}

async function failedLogins() {
  const team = await reseller.callerFor('team');
  return (await team('GET', '/gigastore/audit-log?action=api_key.sign_in_failed')).json().items;
}

async function failures(): Promise<unknown> {
  const counted = await store.db.row<{ entries: bigint }>(sql`
    select count(*) as entries from audit_log where action = 'api_key.sign_in_failed'`);
  return counted?.entries;
}

describe('the audit log', () => {
  it('has requests that the caller may not make, and no other errors', async () => {
    const authorization = `Bearer ${await reseller.tokenOf({ scopes: ['read'] })}`;
    const ask = (method: 'GET' | 'POST', url: string) =>
      store.app.inject({ method, url, headers: { authorization }, payload: { name: 'Till' } });
    await ask('POST', '/gigastore/api-keys');
    await ask('POST', '/gigastore/api-keys');
    await ask('GET', '/gigastore/audit-log');
    await ask('GET', '/gigastore/activations/customers/nobody');
    await store.parts.refusedRequests.flush();
    const entries = await refusals();
    expect(entries).toHaveLength(2);
    expect(entries).toContainEqual(
      expect.objectContaining({
        action: 'request.refused',
        target: 'createApiKey',
        after: { code: 'insufficient_scope', count: 2 },
        accountId: reseller.id,
        actor: { kind: 'api_key', id: expect.stringMatching(/^key_/), name: expect.any(String) },
      }),
    );
    expect(entries.map(({ target }: { target: string }) => target)).toContain('listAuditLog');
  });

  it('has one entry a minute for refusals of the same kind, with their number', async () => {
    const clock = () => clock.ms;
    clock.ms = 0;
    const refused = createRefusedRequests({ db: store.db, clock });
    const author = {
      organizationId: reseller.organizationId,
      accountId: reseller.id,
      actor: { kind: 'api_key', clientId: 'shop' } as const,
      requestId: 'r',
      remoteAddress: null,
    };
    const note = () => refused.note({ author, operation: 'createApiKey', code: 'forbidden' });
    note();
    await expect.poll(refusals, { timeout: 5_000 }).toHaveLength(1);
    for (let time = 0; time < 50; time += 1) note();
    expect(await refusals()).toHaveLength(1);
    clock.ms = 60_000;
    await expect.poll(refusals, { timeout: 5_000 }).toHaveLength(2);
    const [last] = await refusals();
    expect(last.after).toEqual({ code: 'forbidden', count: 50 });
    await refused.flush();
    expect(await refusals()).toHaveLength(2);
  });

  it('has at most one entry an hour for what goes on for long', async () => {
    const clock = () => clock.ms;
    clock.ms = 0;
    const refused = createRefusedRequests({ db: store.db, clock });
    const { organizationId, id: accountId } = reseller;
    const where = { organizationId, accountId, requestId: 'r', remoteAddress: null };
    const login = { ...where, clientId: 'shop', keyName: 'Shop', reason: 'wrong_secret' };
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      refused.noteLogin(login);
      await refused.writeDue();
      clock.ms += 60_000;
    }
    await refused.flush();
    const entries = await failedLogins();
    expect(entries.length).toBeLessThan(32);
    const counts = entries.map(({ after }: { after: { count: number } }) => after.count);
    expect(counts.reduce((sum: number, count: number) => sum + count, 0)).toBe(24 * 60);
  });
});

describe('a login with an API key that fails', () => {
  const from = (remoteAddress: string, key: { clientId: string; clientSecret: string }) =>
    store.app.inject({
      method: 'POST',
      url: '/reseller/authenticate',
      remoteAddress,
      headers: { authorization: basic(key) },
    });

  it('is in the audit log with its reason, and not who tried', async () => {
    const manage = await reseller.callerFor('manage');
    const draft = { name: 'Till', ipAllowList: ['203.0.113.0/24'] };
    const key = (await manage('POST', '/gigastore/api-keys', { body: draft })).json();
    await from('203.0.113.9', { ...key, clientSecret: 'guess' });
    await from('203.0.113.9', { ...key, clientSecret: 'guess again' });
    await from('198.51.100.7', key);
    await manage('DELETE', `/gigastore/api-keys/${key.clientId}`);
    await from('203.0.113.9', key);
    await store.parts.refusedRequests.flush();

    const entries = await failedLogins();
    const expected = [
      ['wrong_secret', 2, '203.0.113.9'],
      ['address_not_allowed', 1, '198.51.100.7'],
      ['revoked', 1, '203.0.113.9'],
    ].map(([reason, count, remoteAddress]) => ({
      action: 'api_key.sign_in_failed',
      accountId: reseller.id,
      target: key.clientId,
      actor: { kind: 'platform', id: 'platform', name: 'Sign-in' },
      after: { name: 'Till', reason, count },
      remoteAddress,
    }));
    expect(entries).toHaveLength(expected.length);
    expect(entries).toEqual(
      expect.arrayContaining(expected.map((entry) => expect.objectContaining(entry))),
    );
    expect(JSON.stringify(entries)).not.toContain('guess');
  });

  it('with a client ID that no key has leaves nothing', async () => {
    const before = await failures();
    await from('203.0.113.9', { clientId: 'nobody', clientSecret: 'guess' });
    await from('203.0.113.9', { clientId: reseller.key.clientId.toUpperCase(), clientSecret: 'x' });
    await store.parts.refusedRequests.flush();
    expect(await failures()).toBe(before);
  });
});
