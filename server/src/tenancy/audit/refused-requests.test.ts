import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type TestStore } from '../../../test/support/app.ts';
import { openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
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
});
