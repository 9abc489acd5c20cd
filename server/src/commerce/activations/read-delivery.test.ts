import { expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { aChoice, insertOrders } from '../../connectivity/carrier-orders/index.ts';
import type { Actor } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { createOrganization } from '../onboarding/index.ts';
import { readDelivery } from './read-delivery.ts';

const { db } = await forThisFile(createTestDatabase());

const now = new Date();
const reseller = { name: 'Shop', email: 'shop@shop.test', now };
const { liveAccountId: accountId } = await db.transaction((tx) => createOrganization(tx, reseller));
const [orderId, packageId] = [newId(), newId()];
const order = { accountId, id: orderId, activatedItemId: packageId, dataPlanId: newId() };
await db.transaction((tx) =>
  insertOrders(tx, [{ ...order, carrier: 'esim-access', kind: 'profile', createdAt: now }]),
);
await db.run(sql`
  update carrier_orders
  set choices = ${JSON.stringify([aChoice])}::jsonb
  where id = ${orderId}`);

const read = (actor: Actor) => readDelivery({ db, accountId, actor }, { id: packageId });
const person = (role: string): Actor => ({ kind: 'person', personId: newId(), name: 'Ada', role });

it('tells a reseller where the order stands, and neither its carrier nor the choices', async () => {
  const delivery = await read({ kind: 'api_key', clientId: 'key' });
  expect(delivery).toEqual({
    ...{ state: 'QUEUED', reason: null, orderedAt: now.toISOString() },
    ...{ sentAt: null, endedAt: null },
  });
  expect(await read(person('owner'))).toEqual(delivery);
});

it('tells the platform’s people in a view why the source of the order was chosen', async () => {
  const routing = { orderId, carrier: 'esim-access', choices: [aChoice] };
  for (const role of ['operator', 'operator-support']) {
    expect(await read(person(role))).toMatchObject({ routing });
  }
});
