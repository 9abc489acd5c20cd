import { describe, expect, it, onTestFinished } from 'vitest';
import { applyAllDueChanges } from '../../src/commerce/activations/index.ts';
import { offerItems } from '../../src/commerce/inventory/index.ts';
import { newId } from '../../src/kernel/ids.ts';
import { addCredits } from '../../src/money/credits/index.ts';
import { sql } from '../../src/platform/db/database.ts';
import { openStore } from '../support/app.ts';
import { forThisFile } from '../support/for-this-file.ts';
import { callerOf } from '../support/slice.ts';
import { loadOrderedPlan, openEsimAccess, openOrdering } from '../support/supply.ts';

const supplier = await forThisFile(openEsimAccess());
const store = await forThisFile(
  openStore({
    GIGASTORE_ESIM_ACCESS_CODE: 'code',
    GIGASTORE_ESIM_ACCESS_URL: supplier.url,
  }),
);
const { db } = store;
const dataPlanId = await loadOrderedPlan(db);
const REGISTER = '/gigastore/activations/register';

async function openShop() {
  const account = await store.newAccount();
  const { liveAccountId: accountId } = account;
  const inventoryItemId = newId();
  const now = new Date();
  const credits = { amountMinor: 100_000n, description: 'Credits', type: 'adjustment' } as const;
  await db.transaction(async (tx) => {
    await addCredits({ db: tx, accountId, now }, credits);
    const items = [{ id: inventoryItemId, dataPlanId, retailMinor: 499n }];
    await offerItems({ db: tx, accountId, now }, items);
  });
  const call = callerOf(store.app, await account.tokenOf({}, accountId));
  const register = (headers: Record<string, string> = {}) =>
    call('POST', REGISTER, { body: { inventoryItemId }, headers });
  return { call, accountId, register };
}

function work(): void {
  const ordering = openOrdering(db, supplier.settings);
  onTestFinished(() => ordering.close());
}

const failNow = (accountId: string) =>
  applyAllDueChanges({ db, accountId, now: new Date(Date.now() + 601_000) });

describe('a sale that is ordered from a supplier', () => {
  it('is answered 200 with its eSIM once it is delivered, and a repetition likewise', async () => {
    const { register, call } = await openShop();
    work();
    const key = { 'idempotency-key': 'order-1' };
    const first = await register(key);
    expect(first.statusCode).toBe(200);
    expect(first.json()).toMatchObject({
      status: 'success',
      activatedItem: { state: 'ACTIVE' },
      esimProfile: { activationCode: expect.stringContaining('rsp.simulator.example') },
    });
    const again = await register(key);
    expect([again.statusCode, again.body]).toEqual([200, first.body]);
    expect(again.headers['idempotency-replayed']).toBe('true');

    const { uid } = first.json().activatedItem;
    const read = await call('GET', `/gigastore/activations/activated-items/${uid}`);
    expect(read.json().delivery).toMatchObject({ state: 'DELIVERED', reason: null });
  });

  it('is answered 202 at once to who prefers that, and 200 to the repetition afterwards', async () => {
    const { register, call } = await openShop();
    const key = { 'idempotency-key': 'order-2' };
    const asked = await register({ ...key, prefer: 'respond-async' });
    expect(asked.statusCode).toBe(202);
    expect(asked.headers['preference-applied']).toBe('respond-async');
    const pending = asked.json();
    expect(pending).toMatchObject({ status: 'pending', activatedItem: { state: 'PENDING' } });
    const read = await call(
      'GET',
      `/gigastore/activations/activated-items/${pending.activatedItem.uid}`,
    );
    expect(read.json().delivery).toMatchObject({ state: 'QUEUED', sentAt: null });

    work();
    const answered = await register(key);
    expect([answered.statusCode, answered.json().activatedItem.uid]).toEqual([
      200,
      pending.activatedItem.uid,
    ]);
  });

  it('is refused when the supplier refuses, and its key can be used again', async () => {
    const { register } = await openShop();
    supplier.supplier.outOfStock.add('AT1D7');
    work();
    const key = { 'idempotency-key': 'order-3' };
    const refused = await register(key);
    supplier.supplier.outOfStock.clear();
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'out_of_stock']);
    expect((await register(key)).statusCode).toBe(200);
  });

  it('is refused with Retry-After when it was given up', async () => {
    const { register, accountId } = await openShop();
    const sale = register();
    await expect.poll(() => failNow(accountId)).toBe(1);
    const answer = await sale;
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'supplier_unavailable']);
    expect(answer.headers['retry-after']).toBe('10');
  });

  it('is looked for at once when the supplier sends a notice of it', async () => {
    const { register, accountId } = await openShop();
    await register({ prefer: 'respond-async' });
    await db.run(sql`
      insert into carrier_order_owners (carrier, supplier_order, account_id)
      values ('esim-access', 'B-notice', ${accountId})`);
    await db.run(sql`
      update carrier_orders
      set state = 'SENT', attempts = 1, item = 'AT_1_7', sent_at = now(),
        supplier_order = 'B-notice', next_at = now() + interval '1 hour'
      where account_id = ${accountId}`);
    const notify = (payload: object) =>
      store.app.inject({ method: 'POST', url: '/carrier-notices/esim-access', payload });
    const isDue = () =>
      db.row<{ isDue: boolean }>(sql`
        select next_at <= now() as "isDue" from carrier_orders where account_id = ${accountId}`);
    const content = { orderNo: 'B-another', orderStatus: 'GOT_RESOURCE' };
    expect((await notify({ notifyType: 'ORDER_STATUS', content })).statusCode).toBe(200);
    expect(await isDue()).toEqual({ isDue: false });
    const own = { ...content, orderNo: 'B-notice' };
    expect((await notify({ notifyType: 'ORDER_STATUS', content: own })).statusCode).toBe(200);
    expect(await isDue()).toEqual({ isDue: true });
    const check = await store.app.inject({ method: 'HEAD', url: '/carrier-notices/esim-access' });
    expect(check.statusCode).toBe(200);
    await failNow(accountId);
  });
});
