import { describe, expect, it, onTestFinished } from 'vitest';
import { airaloSupplier } from '../../simulators/airalo/supplier.ts';
import { openAiralo, SUBJECTS } from '../../simulators/conformance/open-subject.ts';
import { esimAccessSupplier } from '../../simulators/esim-access/supplier.ts';
import { esimGoSupplier } from '../../simulators/esim-go/supplier.ts';
import { createLimiter } from '../../simulators/limits.ts';
import { startSimulator } from '../../simulators/simulator.ts';
import { createOutgoing } from '../../src/platform/outgoing/outgoing.ts';
import { forThisFile } from '../support/for-this-file.ts';

const outgoing = await forThisFile(createOutgoing());
/** What each supplier calls the item in its stock. */
const IN_STOCK: Record<string, string> = { 'esim-access': 'AT1D7' };
/** Packages of Airalo that force a refusal. */
const FORCED = [
  ['test-insufficient-balance-7days-1gb', 'unfunded'],
  ['test-maintenance-mode-7days-1gb', 'maintenance'],
  ['test-not-enough-7days-1gb', 'out_of_stock'],
  ['test-out-of-stock-7days-1gb', 'out_of_stock'],
] as const;
const REFERENCE = '0195f1c28e7a70009d6e3f1a2b4c5d6e';

for (const [name, open] of Object.entries(SUBJECTS)) {
  const { subject, url } = await forThisFile(open(outgoing));
  const { carrier, item } = subject;
  const settings = (change: object) =>
    fetch(`${url}/_settings`, { method: 'POST', body: JSON.stringify(change) });
  const order = async () => {
    const offer = await carrier.check(item);
    if (offer.end !== 'done') throw new Error('The simulator offers the item.');
    const end = await carrier.order({ reference: REFERENCE, item, cost: offer.value.cost });
    return end.end === 'refused' ? end.code : end.end;
  };

  describe(`the simulator ${name}`, () => {
    it('has another price, balance or stock from then on', async () => {
      await settings({ prices: { [item]: 2.5 }, balance: 2 });
      const offer = await carrier.check(item);
      expect(offer).toMatchObject({ value: { cost: { tenThousandths: 25_000n } } });
      expect(await carrier.balance?.()).toMatchObject({ value: { tenThousandths: 20_000n } });
      expect(await order()).toBe('unfunded');
      await settings({ balance: 100, outOfStock: [IN_STOCK[name] ?? item] });
      expect(await order()).toBe('out_of_stock');
      await settings({ outOfStock: [] });
      expect(await order()).toBe('done');
    });
  });
}

it.each(FORCED)('Airalo in sandbox mode refuses %s as %s', async (item, code) => {
  const { subject, close } = await openAiralo(outgoing);
  onTestFinished(close);
  const offer = await subject.carrier.check(item);
  if (offer.end !== 'done') throw new Error('It can be ordered, though no catalogue has it.');
  const end = await subject.carrier.order({ reference: REFERENCE, item, cost: offer.value.cost });
  expect(end).toMatchObject({ end: 'refused', code });
});

describe('the simulators keep the limits of the documents', () => {
  it('at Airalo for each endpoint, and for some for each eSIM', () => {
    let now = 0;
    const limit = createLimiter(() => now);
    const { limitsOf } = airaloSupplier();
    const wait = (path: string, method = 'GET') =>
      limit(limitsOf({ method, path, query: new URLSearchParams(), headers: {}, body: '' }));
    const waits = (count: number, path: string) =>
      Array.from({ length: count }, () => wait(path)).filter((ms) => ms > 0);
    expect(waits(80, '/v2/packages')).toEqual([]);
    expect(waits(1, '/v2/packages')).toEqual([60_000]);
    expect(waits(3, '/v2/token')).toEqual([]);
    expect(waits(1, '/v2/token')).toEqual([60_000]);
    // Orders have no limit of their own.
    expect(waits(500, '/v2/orders')).toEqual([]);
    expect(waits(10, '/v2/sims/8910300000000000001/topups')).toEqual([]);
    expect(waits(1, '/v2/sims/8910300000000000001/topups')).toEqual([60_000]);
    expect(waits(1, '/v2/sims/8910300000000000002/topups')).toEqual([]);
    expect(waits(6, '/v2/sims/8910300000000000003/usage')).toEqual([1_000]);
    now = 60_000;
    expect(waits(1, '/v2/packages')).toEqual([]);
  });

  it('at Airalo in sandbox mode five a second for each endpoint', () => {
    const limit = createLimiter(() => 0);
    const { limitsOf } = airaloSupplier({ mode: 'sandbox' });
    const of = { method: 'POST', query: new URLSearchParams(), headers: {}, body: '' };
    const wait = (path: string) => limit(limitsOf({ ...of, path }));
    const waits = Array.from({ length: 6 }, () => wait('/v2/orders'));
    expect(waits).toEqual([0, 0, 0, 0, 0, 1_000]);
    expect(wait('/v2/orders/topups')).toBe(0);
  });

  it('at Airalo in the answer, which says when to ask again', async () => {
    const simulator = await forThisFile(startSimulator(airaloSupplier()));
    const ask = () => fetch(`${simulator.url}/v2/token`, { method: 'POST' });
    const statuses: number[] = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await ask()).status);
    const refused = await ask();
    expect([...statuses, refused.status]).toEqual([401, 401, 401, 429]);
    const { headers } = refused;
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(50);
    expect(headers.get('x-ratelimit-remaining')).toBe('0');
  });

  it.each([
    [undefined, '000105'],
    [{ pageNum: 1, pageSize: 4 }, '400001'],
    [{ pageNum: 1, pageSize: 501 }, '400001'],
    [{ pageNum: 0, pageSize: 50 }, '400001'],
    [{ pageNum: 1, pageSize: 500 }, '0'],
  ])('at eSIM Access for pages: %j', async (pager, code) => {
    const simulator = await forThisFile(startSimulator(esimAccessSupplier()));
    const answer = await fetch(`${simulator.url}/api/v1/open/esim/query`, {
      method: 'POST',
      headers: { 'rt-accesscode': 'simulator' },
      body: JSON.stringify({ orderNo: undefined, startTime: 0, endTime: 1, pager }),
    });
    expect(((await answer.json()) as { errorCode: string }).errorCode).toBe(code);
  });

  it.each([
    ['application/json', 200, 'application/json'],
    ['*/*', 200, 'text/csv'],
    ['application/zip', 406, 'application/json'],
  ])('at eSIM Go by what the caller accepts: %s', async (accept, status, type) => {
    const simulator = await forThisFile(startSimulator(esimGoSupplier()));
    const headers = { 'x-api-key': 'simulator', accept };
    const order = [{ type: 'bundle', quantity: 1, item: 'esim_1GB_7D_AT_V2' }];
    const body = JSON.stringify({ type: 'transaction', assign: true, order });
    const made = await fetch(`${simulator.url}/v2.5/orders`, { method: 'POST', headers, body });
    const { orderReference } = (await made.json()) as { orderReference: string };
    const path = `/v2.5/esims/assignments?reference=${orderReference}`;
    const answer = await fetch(simulator.url + path, { headers });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, type]);
    const text = await answer.text();
    if (type === 'text/csv') expect(text).toMatch(/^iccid,.*\n"89\d+",/);
  });
});
