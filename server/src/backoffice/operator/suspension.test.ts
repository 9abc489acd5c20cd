import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type TestStore } from '../../../test/support/app.ts';
import { personOf } from '../../../test/support/people.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import type { Call } from '../../../test/support/slice.ts';
import { sql } from '../../platform/db/database.ts';

let store: TestStore;
let operator: Call;

beforeAll(async () => {
  store = await openStore();
  await loadPlans(store.db);
  ({ call: operator } = await personOf(store, '', 'operator'));
});
afterAll(() => store.close());

describe('the suspension of an account', () => {
  it('is told once by event and mail, and shown in the session', async () => {
    const reseller = await openReseller(store);
    const owner = await personOf(store, reseller.organizationId, 'owner');
    const change = (action: string) =>
      operator('POST', `/operator/accounts/${reseller.id}/${action}`, {
        body: { reason: 'Unusual sales' },
      });
    await change('suspend');
    await change('suspend');
    store.parts.people.sessions.invalidatePerson(owner.personId);
    const { accounts } = (await owner.call('GET', '/auth/session')).json();
    expect(accounts).toMatchObject({ liveSuspendedAt: null });
    expect(accounts.sandboxSuspendedAt).toMatch(/Z$/);
    await change('resume');

    const { items } = (
      await reseller.call('GET', '/gigastore/events?type=account.suspended,account.resumed')
    ).json();
    expect(items).toMatchObject([
      { type: 'account.suspended', data: { reason: 'Unusual sales' } },
      { type: 'account.resumed', data: { reason: 'Unusual sales' } },
    ]);
    const mails = await store.db.rows<{ kind: string; subject: string }>(sql`
      select kind, subject
      from mails
      where organization_id = ${reseller.organizationId}
        and kind like 'account-%'
        and recipient <> ${owner.email}
      order by created_at, id`);
    expect(mails).toEqual([
      { kind: 'account-suspended', subject: 'Your sandbox account was suspended' },
      { kind: 'account-resumed', subject: 'Your sandbox account can sell again' },
    ]);
  });
});
