import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { mailsTo } from '../../../test/support/letters.ts';
import { personOf } from '../../../test/support/people.ts';
import { ASKING, openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import type { Call } from '../../../test/support/slice.ts';
import type { Mandate } from '../../kernel/mandate.ts';
import { sql } from '../../platform/db/database.ts';
import { eraseExpiredCalls, expireApprovals } from '../approvals/index.ts';
import { createBatchTasks, SELL_BATCH_TASK } from '../sale-batches/index.ts';
import { sellApproved } from './sell-approved-task.ts';

const APPROVALS = '/gigastore/approvals';
const BATCHES = '/gigastore/activations/batches';
const REGISTER = '/gigastore/activations/register';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const parts = { ...store.parts, realNow: () => new Date() };

let reseller: Reseller;
let agent: Call;
let clientId: string;
beforeEach(async () => {
  reseller = await openReseller(store);
  ({ agent, clientId } = await newAgent());
});

const ASKS_FOR_EACH = { amountMinor: 0n, asks: true };

/** A key whose sales all wait, unless the mandate is another. */
async function newAgent(mandate: Partial<Mandate> = { perSale: ASKS_FOR_EACH }) {
  const key = await reseller.keyOf({ mandate: { ...ASKING, perSale: null, ...mandate } });
  return { agent: await reseller.callerOf(key), clientId: key.clientId };
}

const headers = (key: string) => ({ 'Idempotency-Key': key, 'Gigastore-Tool': 'sell_package' });
const ask = (key = 'order-1', over: object = {}) =>
  agent('POST', REGISTER, {
    body: { inventoryItemId: reseller.items.worldwide, customerEmail: 'jo@example.com', ...over },
    headers: headers(key),
  });
const read = async (id: string) => (await reseller.call('GET', `${APPROVALS}/${id}`)).json();
const decide = (id: string, verb: 'approve' | 'reject', call: Call = reseller.call) =>
  call('POST', `${APPROVALS}/${id}/${verb}`);
const work = (id: string) => sellApproved(parts, { accountId: reseller.id, id });

async function countPackages(): Promise<number> {
  const row = await store.db.row<{ count: number }>(sql`
    select count(*)::int as count from activated_items where account_id = ${reseller.id}`);
  return row?.count ?? 0;
}

describe('a sale above a limit that asks', () => {
  it('waits, is approved, and is made once with the idempotency key of its call', async () => {
    const asked = await ask();
    expect(asked.statusCode).toBe(409);
    expect(asked.json()).toMatchObject({ code: 'approval_required' });
    const id: string = asked.json().approvalId;
    expect(await read(id)).toMatchObject({
      kind: 'sale',
      state: 'pending',
      clientId,
      description: 'eSIM Worldwide 1 GB',
      amount: { priceValue: 2 },
      exceeded: 'perSale',
      tool: 'sell_package',
      idempotencyKey: 'order-1',
      activatedItemUid: null,
    });
    expect((await ask()).json().approvalId).toBe(id);
    expect(await countPackages()).toBe(0);

    expect((await decide(id, 'approve')).json()).toMatchObject({ state: 'approved' });
    // Some of them are told that another one is in progress, and the job then runs again.
    await Promise.allSettled([work(id), work(id), ask(), ask(), ask()]);
    await work(id);
    const answer = await ask();
    expect(answer.statusCode).toBe(200);
    const { uid } = answer.json().activatedItem;
    expect(await read(id)).toMatchObject({ activatedItemUid: uid, failure: null });
    expect(await countPackages()).toBe(1);
    const { items } = (await reseller.call('GET', `${APPROVALS}?state=approved`)).json();
    expect(items.map((one: { id: string }) => one.id)).toEqual([id]);
  });

  it('is rejected for good, and asked for anew under another key', async () => {
    const id: string = (await ask()).json().approvalId;
    expect((await decide(id, 'reject')).json()).toMatchObject({ state: 'rejected' });
    expect((await ask()).json()).toMatchObject({ code: 'approval_rejected' });
    expect((await decide(id, 'approve')).json()).toMatchObject({ code: 'invalid_state' });
    await work(id);
    expect(await countPackages()).toBe(0);
    expect((await ask('order-2')).json().approvalId).not.toBe(id);
  });

  it('expires, and its personal data is erased', async () => {
    const id: string = (await ask()).json().approvalId;
    await store.db.run(sql`update sale_approvals set expires_at = 'epoch' where id = ${id}`);
    expect(await read(id)).toMatchObject({ state: 'expired' });
    expect((await ask()).json()).toMatchObject({ code: 'approval_rejected' });
    expect((await decide(id, 'approve')).json().detail).toContain('already expired');
    expect(await eraseExpiredCalls(store.db, new Date())).toBe(1);
    const pending = await reseller.call('GET', `${APPROVALS}?state=pending`);
    expect(pending.json().items).toEqual([]);
  });

  it('tells by events that it waits, and how that ended, each once', async () => {
    const approved: string = (await ask('a')).json().approvalId;
    await ask('a');
    await decide(approved, 'approve');
    const rejected: string = (await ask('b')).json().approvalId;
    await decide(rejected, 'reject');
    const expired: string = (await ask('c')).json().approvalId;
    await store.db.run(sql`
      update sale_approvals set expires_at = 'epoch' where id = ${expired}`);
    const runs = [expireApprovals(store.db, new Date()), expireApprovals(store.db, new Date())];
    await Promise.all(runs);
    expect(await read(expired)).toMatchObject({ state: 'expired', decidedAt: null });
    const listed = await reseller.call('GET', `${APPROVALS}?state=expired`);
    expect(listed.json().items).toMatchObject([{ id: expired }]);
    expect((await decide(expired, 'approve')).json().detail).toContain('already expired');

    const { items } = (await reseller.call('GET', '/gigastore/events?limit=200')).json();
    const told = items
      .filter(({ type }: { type: string }) => type.startsWith('approval.'))
      .map((event: { type: string; data: object }) => [event.type, event.data]);
    const about = (approvalId: string) =>
      expect.objectContaining({ approvalId, clientId, kind: 'sale', batchId: null });
    expect(told).toEqual([
      ['approval.requested', about(approved)],
      ['approval.approved', about(approved)],
      ['approval.requested', about(rejected)],
      ['approval.rejected', about(rejected)],
      ['approval.requested', about(expired)],
      ['approval.expired', about(expired)],
    ]);
    expect(JSON.stringify(told)).not.toContain('jo@example.com');
  });

  it('is decided once when two people decide at the same time', async () => {
    const id: string = (await ask()).json().approvalId;
    const verbs = ['approve', 'reject', 'approve', 'reject'] as const;
    const answers = await Promise.all(verbs.map((verb) => decide(id, verb)));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
  });

  it('without an idempotency key is sold once by the job', async () => {
    const asked = await agent('POST', REGISTER, {
      body: { inventoryItemId: reseller.items.worldwide },
    });
    const id: string = asked.json().approvalId;
    await decide(id, 'approve');
    await work(id);
    await work(id);
    expect(await read(id)).toMatchObject({ activatedItemUid: expect.any(String) });
    expect(await countPackages()).toBe(1);
  });

  it('keeps why it could not be made, and the caller may repeat the call', async () => {
    const id: string = (await ask()).json().approvalId;
    await decide(id, 'approve');
    const active = (value: boolean) =>
      store.db.run(sql`
      update inventory_items set active = ${value} where id = ${reseller.items.worldwide}`);
    await active(false);
    await work(id);
    expect(await read(id)).toMatchObject({ failure: { code: 'inventory_item_inactive' } });
    await active(true);
    const { uid } = (await ask()).json().activatedItem;
    expect(await read(id)).toMatchObject({ activatedItemUid: uid, failure: null });
  });

  it('is not made for a key that was revoked meanwhile', async () => {
    const id: string = (await ask()).json().approvalId;
    await decide(id, 'approve');
    await reseller.call('DELETE', `/gigastore/api-keys/${clientId}`);
    await work(id);
    expect(await read(id)).toMatchObject({ failure: { code: 'api_key_not_found' } });
    expect(await countPackages()).toBe(0);
  });

  it('cannot be approved by a key with a mandate, by another account or by a seller', async () => {
    const id: string = (await ask()).json().approvalId;
    expect((await decide(id, 'approve', agent)).json()).toMatchObject({ code: 'forbidden' });
    const other = await openReseller(store);
    expect((await decide(id, 'approve', other.call)).statusCode).toBe(404);
    const seller = await personOf(store, reseller.organizationId, 'support');
    const sandbox = { headers: { 'x-account': 'sandbox' } };
    const refused = await seller.call('POST', `${APPROVALS}/${id}/approve`, sandbox);
    expect(refused.json()).toMatchObject({ code: 'insufficient_scope' });
    const owner = await personOf(store, reseller.organizationId, 'owner');
    const approved = await owner.call('POST', `${APPROVALS}/${id}/approve`, sandbox);
    expect(approved.json()).toMatchObject({ state: 'approved', decidedBy: expect.any(String) });
  });

  it('is not made for a customer who was erased meanwhile, nor kept in a reset sandbox', async () => {
    const { customerUid } = await reseller.sell();
    const body = { customerUid, inventoryItemId: reseller.items.worldwide };
    const asked = await agent('POST', '/gigastore/activations/top-up', { body });
    const id: string = asked.json().approvalId;
    await reseller.call('DELETE', `/gigastore/activations/customers/${customerUid}`);
    await decide(id, 'approve');
    await work(id);
    expect(await read(id)).toMatchObject({ failure: { code: 'customer_deleted' } });
    await reseller.call('POST', '/gigastore/sandbox/reset');
    expect((await reseller.call('GET', APPROVALS)).json().items).toEqual([]);
  });

  it('is mailed to those who may approve, once for many calls of a key', async () => {
    const owner = await personOf(store, reseller.organizationId, 'owner');
    const support = await personOf(store, reseller.organizationId, 'support');
    for (const key of ['a', 'b', 'c']) await ask(key);
    const mails = await mailsTo(store, owner.email);
    expect(mails.length).toBeGreaterThan(0);
    expect(mails.length).toBeLessThanOrEqual(2);
    expect(mails[0]).toMatchObject({ subject: expect.stringContaining('waits for your approval') });
    expect(mails[0]?.text).toContain('eSIM Worldwide 1 GB');
    expect(mails[0]?.text).not.toContain('jo@example.com');
    expect(await mailsTo(store, support.email)).toEqual([]);
  });
});

describe('a batch by a key whose mandate asks', () => {
  it('sells up to the limit, waits, and goes on once it is approved', async () => {
    ({ agent } = await newAgent({ perDay: { amountMinor: 400n, asks: true } }));
    const lines = [{ inventoryItemId: reseller.items.worldwide, quantity: 5 }];
    const { id: batchId } = (await agent('POST', BATCHES, { body: { lines } })).json();
    const { signal } = new AbortController();
    const sellBatch = () =>
      createBatchTasks(parts)[SELL_BATCH_TASK]?.({ accountId: reseller.id, id: batchId }, signal);
    await sellBatch();
    const stopped = (await agent('GET', `${BATCHES}/${batchId}`)).json();
    expect(stopped).toMatchObject({ state: 'stopped', stoppedBy: 'approval_required', sold: 2 });
    await agent('POST', `${BATCHES}/${batchId}/resume`);
    await sellBatch();
    const { items } = (await reseller.call('GET', APPROVALS)).json();
    expect(items).toMatchObject([
      {
        kind: 'sale_batch',
        batchId,
        description: 'Batch of 5 packages, 3 of them waiting',
        amount: { priceValue: 10 },
        exceeded: null,
      },
    ]);
    expect((await decide(items[0].id, 'approve')).statusCode).toBe(200);
    await sellBatch();
    expect(await countPackages()).toBe(5);
  });
});

describe('a key with a mandate', () => {
  it('shows it, and it is changed and removed by a key without one', async () => {
    const limit = { amount: { priceValue: 5, currencyCode: 'USD' }, above: 'ask' };
    const mandate = { perSale: limit, countrySets: ['at', 'AT'] };
    const path = `/gigastore/api-keys/${clientId}`;
    const changed = await reseller.call('PUT', path, { body: { mandate } });
    expect(changed.json().mandate).toEqual({
      perSale: { amount: { sortIndex: 0, priceValue: 5, currencyCode: 'USD' }, above: 'ask' },
      perDay: null,
      perMonth: null,
      inventoryItemIds: null,
      countrySets: ['AT'],
      channels: null,
      expiresAt: null,
    });
    const refused = await agent('PUT', path, { body: { removeMandate: true } });
    expect(refused.json()).toMatchObject({ code: 'forbidden' });
    expect((await ask()).json()).toMatchObject({ code: 'mandate_exceeded' });
    const removed = await reseller.call('PUT', path, { body: { removeMandate: true } });
    expect(removed.json().mandate).toBeNull();
    expect((await ask()).statusCode).toBe(200);
  });

  it('is refused a mandate that limits nothing', async () => {
    const body = { name: 'Agent', mandate: {} };
    const refused = await reseller.call('POST', '/gigastore/api-keys', { body });
    expect(refused.json()).toMatchObject({
      code: 'invalid_request',
      errors: [{ path: '/mandate' }],
    });
  });

  it('cannot create keys, buy credits or set up automatic top-up', async () => {
    const amount = { priceValue: 50, currencyCode: 'USD' };
    const calls = [
      agent('POST', '/gigastore/api-keys', { body: { name: 'Another' } }),
      agent('POST', '/gigastore/credits/purchases', { body: { amount } }),
      agent('PUT', '/gigastore/credits/auto-top-up', {
        body: { enabled: true, threshold: amount, amount },
      }),
    ];
    for (const { statusCode, body } of await Promise.all(calls)) {
      expect(statusCode, body).toBe(403);
    }
  });
});
