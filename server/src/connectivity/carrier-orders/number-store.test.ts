import { beforeEach, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { createOrganization } from '../../commerce/onboarding/index.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { violates } from '../../platform/db/failures.ts';
import { insertOrders, selectTakenOrders, updateAgain, updateSettled } from './index.ts';

const CARRIER = 'esim-go';

const { db } = await forThisFile(createTestDatabase());

type Order = NonNullable<Awaited<ReturnType<typeof lease>>>;
let first: Order;
let second: Order;

/** Takes the order of a new account, which was sent and has no outcome, as a person does. */
const lease = (order: { accountId: string; id: string }) =>
  db.transaction((tx) =>
    updateSettled(
      tx,
      { ...order, carrier: CARRIER, supplierOrder: null },
      { lease: newId(), supplierOrder: null, isAbsent: true },
    ),
  );

async function sentOrder(): Promise<Order> {
  const { liveAccountId: accountId } = await db.transaction((tx) =>
    createOrganization(tx, { name: 'Acme', email: `${newId()}@acme.test`, now: new Date() }),
  );
  const order = { accountId, id: newId(), activatedItemId: newId(), dataPlanId: newId() };
  await db.transaction((tx) =>
    insertOrders(tx, [{ ...order, carrier: CARRIER, kind: 'profile', createdAt: new Date() }]),
  );
  await db.run(sql`
    update carrier_orders set state = 'UNKNOWN', attempts = 1, sent_at = now()
    where account_id = ${accountId}`);
  const leased = await lease(order);
  if (!leased) throw new Error('the order cannot be leased');
  return leased;
}

beforeEach(async () => {
  await db.run(sql`update carrier_orders set supplier_order = null`);
  await db.run(sql`delete from carrier_order_owners`);
  [first, second] = [await sentOrder(), await sentOrder()];
});

const name = (order: Order, supplierOrder: string) =>
  db.transaction((tx) =>
    updateAgain(tx, [
      {
        order,
        step: {
          ...{ step: 'again', state: 'UNKNOWN', inMs: 0, supplierOrder, detail: null, asks: true },
        },
      },
    ]),
  );
const taken = (number: string) => selectTakenOrders(db, CARRIER, [number]);

it('a number that two accounts find at once belongs to one order', async () => {
  const ends = await Promise.allSettled([name(first, 'N-1'), name(second, 'N-1')]);
  const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
  expect(reasons).toHaveLength(1);
  expect(violates(reasons[0], ['carrier_orders_owner'])).toBe(true);
  expect(await taken('N-1')).toEqual(new Set(['N-1']));
});

it('a number that two orders of one account find at once belongs to one of them', async () => {
  await db.run(sql`update carrier_orders set account_id = ${first.accountId}
    where account_id = ${second.accountId}`);
  const sibling = { ...second, accountId: first.accountId };
  const ends = await Promise.allSettled([name(first, 'N-2'), name(sibling, 'N-2')]);
  const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
  expect(reasons).toHaveLength(1);
  expect(violates(reasons[0], ['carrier_orders_supplier'])).toBe(true);
});

it('a number is free again for another account when a person corrects it', async () => {
  await name(first, 'N-wrong');
  await db.run(sql`update carrier_orders set next_at = now()`);
  await db.transaction((tx) =>
    updateSettled(
      tx,
      { ...first, supplierOrder: 'N-wrong' },
      { lease: newId(), supplierOrder: 'N-3', isAbsent: false },
    ),
  );
  await expect(name(second, 'N-3')).rejects.toThrow('carrier_orders_owner');
  await name(second, 'N-wrong');
  expect(await taken('N-wrong')).toEqual(new Set(['N-wrong']));
});
