import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { lostStockOrder } from '../../../test/support/smdps.ts';
import { somebodyWaits } from '../../../test/support/somebody-waits.ts';
import { newId } from '../../kernel/ids.ts';
import { sql, type Tx } from '../../platform/db/database.ts';
import { startBatch } from './start-batch.ts';
import { leaseDueStockOrders } from './stock-order-store.ts';

const store = await forThisFile(openStore());
const { db } = store;
const { call } = await personOf(store, '', 'operator');

describe('an SM-DP+ is deleted', () => {
  const other = {
    name: 'other',
    url: 'https://127.0.0.1:9',
    requesterId: 'us',
    profileTypes: [] as object[],
  };
  const type = { carrier: 'other', profileType: 'gold', level: 5, batchSize: 5 };
  const set = async (profileTypes: object[]) => {
    const saved = await call('PUT', '/operator/smdps', { body: { ...other, profileTypes } });
    expect(saved.statusCode, saved.body).toBe(200);
  };
  const remove = () => call('DELETE', '/operator/smdps/other');
  const queue = (tx: Tx) => startBatch(tx, { carrier: 'other', now: new Date() });
  const left = async () => {
    const [row] = await db.rows(sql`
      select (select count(*)::int from smdps where name = 'other') as smdps,
        (select count(*)::int from smdp_profile_types where smdp = 'other') as types,
        (select count(*)::int from stock_orders where carrier = 'other') as orders`);
    return row;
  };

  it('with its types and what was not sent, as long as it has never been used', async () => {
    await set([type]);
    expect(await db.transaction(queue)).toBe(5);
    const deleted = await remove();
    expect(deleted.statusCode, deleted.body).toBe(204);
    expect(await left()).toEqual({ smdps: 0, types: 0, orders: 0 });
    const [entry] = await db.rows(sql`
      select action, target from audit_log order by id desc limit 1`);
    expect(entry).toEqual({ action: 'smdp.deleted', target: 'other' });
    expect((await remove()).json().code).toBe('smdp_not_found');
  });

  it('not while an order or a notice names it', async () => {
    await set([type]);
    await db.run(sql`
      insert into download_notices (iccid, id, smdp, point, status, occurred_at, received_at)
      values ('8988303000000000010', 'a', 'other', '1', 'Executed-Success', now(), now())`);
    const noticed = await remove();
    expect([noticed.json().code, noticed.json().detail]).toEqual([
      'invalid_state',
      expect.stringContaining('has sent notices'),
    ]);
    await db.run(sql`delete from download_notices where smdp = 'other'`);
    const id = await lostStockOrder(db, 'other');
    const ordered = await remove();
    expect([ordered.json().code, ordered.json().detail]).toEqual([
      'invalid_state',
      expect.stringContaining('has orders for other'),
    ]);
    expect(await left()).toEqual({ smdps: 1, types: 1, orders: 1 });
    await db.run(sql`delete from stock_orders where id = ${id}`);
    expect((await remove()).statusCode).toBe(204);
  });

  it('not while a worker has an order of it', async () => {
    await set([type]);
    await db.transaction(queue);
    const [held] = await leaseDueStockOrders(db, {
      ...{ carriers: ['other'], limit: 1, lease: newId(), leaseMs: 60_000 },
    });
    expect((await remove()).json().code).toBe('invalid_state');
    await db.run(sql`update stock_orders set lease = null where id = ${held?.id}`);
    expect((await remove()).statusCode).toBe(204);
  });

  it('together with a batch that is being queued, and nothing points at it then', async () => {
    await set([type]);
    const queued = await db.transaction(async (tx) => {
      const orders = await queue(tx);
      const removal = remove();
      await somebodyWaits(db);
      return { orders, removal };
    });
    expect(queued.orders).toBe(5);
    expect((await queued.removal).statusCode).toBe(204);
    expect(await left()).toEqual({ smdps: 0, types: 0, orders: 0 });
    for (let round = 0; round < 10; round += 1) {
      await set([type]);
      const [removed] = await Promise.all([remove(), ...[1, 2].map(() => db.transaction(queue))]);
      expect(removed.statusCode, removed.body).toBe(204);
      expect(await left()).toEqual({ smdps: 0, types: 0, orders: 0 });
    }
  });

  it('together with settings that are saved: it is gone, or it is whole', async () => {
    for (let round = 0; round < 10; round += 1) {
      await set([]);
      const [removed] = await Promise.all([remove(), set([type])]);
      expect(removed.statusCode, removed.body).toBe(204);
      expect([
        { smdps: 0, types: 0, orders: 0 },
        { smdps: 1, types: 1, orders: 0 },
      ]).toContainEqual(await left());
      await remove();
    }
  });
});
