import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { airaloSupplier } from '../../../../simulators/airalo/supplier.ts';
import { startSimulator } from '../../../../simulators/simulator.ts';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { createOutgoing } from '../../../platform/outgoing/outgoing.ts';
import type { CarrierCall } from '../ordering/carrier-client.ts';
import { airalo } from './index.ts';
import { createSigner } from './sign.ts';

const outgoing = await forThisFile(createOutgoing());
const key = { clientId: 'client', clientSecret: 'secret' };
const order = (reference: string) => ({
  ...{ reference, item: 'austria-7days-1gb' },
  cost: { tenThousandths: 1_000_000n, currency: 'USD' },
});

async function open(signatures: 'required' | 'ignored') {
  const supplier = airaloSupplier({ ...key, signatures });
  const simulator = await forThisFile(startSimulator(supplier, { isLimited: false }));
  const calls: CarrierCall[] = [];
  const record = (call: CarrierCall) => calls.push(call);
  const parts = { outgoing, record, now: () => new Date(), perSecond: 1_000 };
  return { supplier, simulator, calls, carrier: airalo({ ...key, url: simulator.url }, parts) };
}

const postsOf = (calls: readonly CarrierCall[], path: string) =>
  calls.filter((call) => call.path === path).length;

it('calls are signed from the first on that is refused for its signature', async () => {
  const { supplier, calls, carrier } = await open('required');
  for (const reference of ['1', '2']) {
    expect(await carrier.order(order(reference.repeat(32)))).toMatchObject({ end: 'done' });
  }
  // The token is what was refused first.
  expect([postsOf(calls, '/v2/token'), postsOf(calls, '/v2/orders')]).toEqual([2, 2]);
  expect(supplier.books().orders).toHaveLength(2);
});

it('an order that is refused for its signature is bought once', async () => {
  const { supplier, simulator, carrier } = await open('ignored');
  await carrier.balance?.();
  const { answer } = supplier;
  let refusals = 0;
  supplier.answer = (request) => {
    const isUnsigned = request.headers['airalo-signature'] === undefined;
    if (request.path !== '/v2/orders' || !isUnsigned) return answer(request);
    refusals += 1;
    return { status: 422, body: { code: 14, reason: 'Invalid checksum' } };
  };
  expect(await carrier.order(order('3'.repeat(32)))).toMatchObject({ end: 'done' });
  expect([refusals, simulator.requests.get('/v2/orders')]).toEqual([1, 2]);
  expect(supplier.books().orders).toHaveLength(1);
});

it('a signature that is wrong ends the call, and it is not repeated for ever', async () => {
  const { supplier, simulator, carrier } = await open('ignored');
  supplier.answer = () => ({ status: 422, body: { code: 14, reason: 'Invalid checksum' } });
  expect(await carrier.balance?.()).toMatchObject({ end: 'refused', code: 'misconfigured' });
  expect(simulator.requests.get('/v2/token')).toBe(2);
});

it('no call is signed where the supplier asks for no signature', async () => {
  const { supplier, carrier } = await open('ignored');
  const seen = new Set<string>();
  const { answer } = supplier;
  supplier.answer = (request) => {
    for (const header of Object.keys(request.headers)) seen.add(header);
    return answer(request);
  };
  await carrier.order(order('4'.repeat(32)));
  expect([...seen]).not.toContain('airalo-signature');
});

it('a signature is over what PHP would write', () => {
  const signer = createSigner('secret');
  expect(signer.sign({ url: 'a/b' })).toEqual({ text: '{"url":"a/b"}', headers: {} });
  signer.turnOn();
  const text = '{"url":"a\\/b"}';
  const signature = createHmac('sha512', 'secret').update(text).digest('hex');
  expect(signer.sign({ url: 'a/b' })).toEqual({
    text,
    headers: { 'airalo-signature': signature },
  });
});
