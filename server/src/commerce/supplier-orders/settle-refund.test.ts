import { expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { deliveredOrder, orderWithRefund } from '../../../test/support/unknown-order.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { createOrganization } from '../onboarding/index.ts';

const store = await forThisFile(openStore());
const { call: operator } = await personOf(store, '', 'operator');
const reseller = { name: 'Shop', email: 'shop@refunds.test', now: new Date() };
const { liveAccountId: accountId } = await store.db.transaction((tx) =>
  createOrganization(tx, reseller),
);
const PATH = '/operator/carrier-orders';
const settle = (id: string, body: object) =>
  operator('POST', `${PATH}/${id}/settle-refund`, { body });
const requestsOf = async (id: string) => (await operator('GET', `${PATH}/${id}`)).json().requests;

it('keeps what the supplier gave back, when it was recorded and what was noted', async () => {
  const id = await orderWithRefund(store.db, accountId);
  const [asked] = await requestsOf(id);
  expect(asked).toMatchObject({ outcome: 'requested', supplierRequest: 'r-1', settledAt: null });
  const body = { outcome: 'refunded', returnedAmount: 3.6, note: 'Credited by mail.' };
  const settled = (await settle(id, body)).json().requests;
  expect(settled).toMatchObject([
    {
      ...{ state: 'DONE', outcome: 'refunded', supplierRequest: 'r-1' },
      ...{ returnedAmount: 3.6, returnedCurrency: 'USD' },
      ...{ settledAt: expect.any(String), settledNote: 'Credited by mail.' },
    },
  ]);
  expect(await requestsOf(id)).toEqual(settled);
  const entry = await store.db.row(sql`
    select before, after from audit_log
    where action = 'carrier_order.refund_settled' and target = ${id}`);
  expect(entry).toMatchObject({
    before: { outcome: 'requested' },
    after: { outcome: 'refunded', returnedTenThousandths: '36000', returnedCurrency: 'USD' },
  });
});

/** The orders whose supplier has to decide about a refund, and all others. */
async function listed(): Promise<Record<'open' | 'others', Map<string, string | null>>> {
  const read = async (refundOpen: boolean) => {
    const { items } = (await operator('GET', `${PATH}?refundOpen=${refundOpen}`)).json();
    return new Map<string, string | null>(
      items.map(({ id, refundOpenSince }: Record<string, string>) => [id, refundOpenSince]),
    );
  };
  return { open: await read(true), others: await read(false) };
}

it.each([
  ['a refund that was asked for', sql`outcome = 'requested'`],
  ['a cancellation whose answer was lost', sql`state = 'UNKNOWN', outcome = null`],
])('is open for %s, until the decision is recorded', async (_, change) => {
  const id = await orderWithRefund(store.db, accountId);
  await store.db.run(sql`update carrier_requests set ${change} where order_id = ${id}`);
  const [{ createdAt, isRefundOpen }] = await requestsOf(id);
  expect(isRefundOpen).toBe(true);
  const detail = (await operator('GET', `${PATH}/${id}`)).json();
  expect(detail.refundOpenSince).toBe(createdAt);
  const before = await listed();
  expect([before.open.get(id), before.others.has(id)]).toEqual([createdAt, false]);

  await settle(id, { outcome: 'declined' });
  expect(await requestsOf(id)).toMatchObject([{ isRefundOpen: false }]);
  const after = await listed();
  expect([after.open.has(id), after.others.get(id)]).toEqual([false, null]);
});

it.each([
  ['another request', sql`verb = 'sms', outcome = null, state = 'UNKNOWN'`],
  ['a cancellation that brought money', sql`outcome = 'refunded'`],
  ['a cancellation that was refused', sql`outcome = null, state = 'REFUSED'`],
])('is not open for %s', async (_, change) => {
  const id = await orderWithRefund(store.db, accountId);
  await store.db.run(sql`update carrier_requests set ${change} where order_id = ${id}`);
  expect(await requestsOf(id)).toMatchObject([{ isRefundOpen: false }]);
  expect((await listed()).open.has(id)).toBe(false);
});

it('is a finding for its supplier after a week', async () => {
  await store.db.run(sql`delete from carrier_requests`);
  const [late, recent] = [
    await orderWithRefund(store.db, accountId),
    await orderWithRefund(store.db, accountId),
  ];
  await store.db.run(sql`
    update carrier_requests
    set created_at = now() - interval '1 day' * (case order_id when ${late} then 7.1 else 6.9 end)
    where order_id in (${late}, ${recent})`);
  const findings = async () => {
    const { items } = (await operator('GET', '/operator/findings')).json();
    return items.filter(({ kind }: { kind: string }) => kind === 'refunds_open');
  };
  expect(await findings()).toMatchObject([
    {
      ...{ severity: 'warning', count: 1 },
      text: expect.stringMatching(
        /^airalo has not decided about 1 refund, the oldest asked for on /,
      ),
    },
  ]);
  await settle(late, { outcome: 'declined' });
  expect(await findings()).toEqual([]);
});

it('keeps that the supplier declined, without money', async () => {
  const id = await orderWithRefund(store.db, accountId);
  await settle(id, { outcome: 'declined', returnedAmount: 3.6 });
  expect(await requestsOf(id)).toMatchObject([
    { outcome: 'declined', returnedAmount: null, returnedCurrency: null, settledNote: null },
  ]);
});

it('settles a cancellation whose answer was lost', async () => {
  const id = await orderWithRefund(store.db, accountId);
  await store.db.run(sql`
    update carrier_requests set state = 'UNKNOWN', outcome = null where order_id = ${id}`);
  await settle(id, { outcome: 'refunded', returnedAmount: 1, returnedCurrency: 'EUR' });
  expect(await requestsOf(id)).toMatchObject([
    { state: 'DONE', outcome: 'refunded', returnedCurrency: 'EUR' },
  ]);
});

it('counts the first of several records that are made at once', async () => {
  const id = await orderWithRefund(store.db, accountId);
  const bodies = [
    { outcome: 'declined' },
    ...[1, 2, 3].map((returnedAmount) => ({ outcome: 'refunded', returnedAmount })),
  ];
  const answers = await Promise.all(bodies.map((body) => settle(id, body)));
  const codes = answers.map(({ statusCode }) => statusCode).sort();
  expect(codes).toEqual([200, 409, 409, 409]);
});

it('is refused without an amount, without an open refund, and for an unknown order', async () => {
  const open = await orderWithRefund(store.db, accountId);
  const noAmount = await settle(open, { outcome: 'refunded' });
  expect(noAmount.json()).toMatchObject({ code: 'invalid_request' });
  const none = await settle(await deliveredOrder(store.db, accountId), { outcome: 'declined' });
  expect([none.statusCode, none.json().code]).toEqual([409, 'invalid_state']);
  const missing = await settle(newId(), { outcome: 'declined' });
  expect(missing.json().code).toBe('carrier_order_not_found');
});
