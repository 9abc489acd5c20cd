import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type TestStore } from '../../../test/support/app.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { sql } from '../../platform/db/database.ts';

let store: TestStore;

beforeAll(async () => {
  store = await openStore();
  await loadPlans(store.db);
});
afterAll(() => store.close());

type Step = { step: string; isDone: boolean; isRequired: boolean };

describe('the go-live checklist', () => {
  it('lacks everything of live for a company that has only its sandbox', async () => {
    const { call, liveAccountId } = await openReseller(store);
    const { isReady, steps, ...more } = (await call('GET', '/gigastore/go-live')).json();
    expect(isReady).toBe(false);
    expect(more).toEqual({ liveAccountId });
    const missing = steps.filter(({ isDone }: Step) => !isDone).map(({ step }: Step) => step);
    expect(missing).toEqual(expect.arrayContaining(['credits', 'api_key', 'webhook', 'branding']));
    expect(missing).not.toContain('billing_details');
  });

  it('is ready once the required steps are done, and notices a suspension', async () => {
    const reseller = await openReseller(store, 10_000n, 'live');
    const read = async () => (await reseller.call('GET', '/gigastore/go-live')).json();
    const undone = ({ steps }: { steps: Step[] }) =>
      steps.filter(({ isDone, isRequired }) => isRequired && !isDone).map(({ step }) => step);
    const ready = await read();
    expect(undone(ready)).toEqual([]);
    expect(ready.isReady).toBe(true);
    await store.db.run(sql`
      update accounts set suspended_at = now() where id = ${reseller.id}`);
    const suspended = await read();
    expect(undone(suspended)).toEqual(['not_suspended']);
    expect(suspended.isReady).toBe(false);
  });
});
