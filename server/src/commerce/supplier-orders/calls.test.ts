import { beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { plansOf } from '../../../test/support/index-plan.ts';
import { personOf } from '../../../test/support/people.ts';
import {
  awaitOrders,
  DELIVERED,
  loadOrderedPlan,
  openConnectors,
  openEsimAccess,
  openLiveShop,
  openOrdering,
} from '../../../test/support/supply.ts';
import { selectCallsTo } from '../../connectivity/carrier-orders/index.ts';
import { sql } from '../../platform/db/database.ts';

type Call = { id: string; verb: string; orderId: string | null; calledAt: string };

const PATH = '/operator/carrier-calls?carrier=esim-access';
const supplier = await forThisFile(openEsimAccess());
const store = await forThisFile(openStore());
const { db } = store;
const { call: operator } = await personOf(store, '', 'operator');
const list = async (more = ''): Promise<Call[]> => {
  const answer = await operator('GET', `${PATH}${more}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().items;
};
const verbsOf = (calls: Call[]) => [...new Set(calls.map(({ verb }) => verb))].sort();

describe('the calls to a carrier', () => {
  beforeAll(async () => {
    const dataPlanId = await loadOrderedPlan(db);
    const shop = await openLiveShop(db, { dataPlanId, settings: supplier.settings });
    const ordering = openOrdering(db, supplier.settings);
    await shop.register();
    await awaitOrders(db, shop.accountId, [DELIVERED]);
    await ordering.close();
    const { carriers, close } = openConnectors(db, supplier.settings);
    await carriers[0]?.balance?.();
    await carriers[0]?.catalogue();
    supplier.failWith(() => 'request_lost');
    await carriers[0]?.check('AT_1_7');
    await close();
  });

  it('are listed with those about no order, the latest first', async () => {
    const calls = await list();
    expect(verbsOf(calls)).toEqual(['balance', 'catalogue', 'check', 'find', 'order']);
    expect(calls[0]).toMatchObject({
      ...{ carrier: 'esim-access', verb: 'check', outcome: 'retry_later', orderId: null },
      ...{ method: 'POST', path: '/api/v1/open/package/list', httpStatus: null },
      request: '{"slug":"AT_1_7"}',
    });
    const times = calls.map(({ calledAt }) => calledAt);
    expect(times).toEqual(times.toSorted().reverse());
    const { items } = (await operator('GET', '/operator/carrier-orders')).json();
    const named = new Set(calls.flatMap(({ orderId }) => orderId ?? []));
    expect([...named]).toEqual([items[0].id]);
  });

  it('are those about no order, or those that failed, if only these are asked for', async () => {
    expect(verbsOf(await list('&withoutOrder=true'))).toEqual(['balance', 'catalogue', 'check']);
    expect(verbsOf(await list('&failed=true'))).toEqual(['check']);
    expect(await list('&failed=true&withoutOrder=true')).toHaveLength(1);
    const others = await operator('GET', '/operator/carrier-calls?carrier=airalo');
    expect(others.json().items).toEqual([]);
  });

  it('are paged without a gap', async () => {
    const all = await list();
    const seen: Call[] = [];
    for (let after = ''; ; ) {
      const page = (await operator('GET', `${PATH}&limit=2${after}`)).json();
      seen.push(...page.items);
      if (page.nextCursor === null) break;
      after = `&after=${page.nextCursor}`;
    }
    expect(seen).toEqual(all);
    const wrong = Buffer.from('["x","y"]').toString('base64url');
    expect((await operator('GET', `${PATH}&after=${wrong}`)).statusCode).toBe(400);
    expect((await operator('GET', '/operator/carrier-calls')).statusCode).toBe(400);
  });

  it.each([
    [{}, 'carrier_calls_carrier'],
    [{ withoutOrder: true }, 'carrier_calls_apart'],
    [{ failed: true }, 'carrier_calls_failed'],
  ])('are found by an index of their own (%j)', async (filter, index) => {
    await db.run(sql`
      insert into carrier_calls (id, carrier, verb, reference, method, path, duration_ms, outcome,
        called_at)
      select gen_random_uuid(), 'many', 'order', md5(n::text), 'POST', '/', 1, 'done',
        now() - n * interval '1 second'
      from generate_series(1, 5000) as n`);
    await db.run(sql`analyze carrier_calls`);
    const [plan] = await plansOf(db, (reading) =>
      selectCallsTo(reading, { carrier: 'many', ...filter, behind: undefined, limit: 51 }),
    );
    expect(plan).toContain(index);
  });
});
