import { describe, expect, it } from 'vitest';
import { airaloSupplier } from '../../simulators/airalo/supplier.ts';
import { esimAccessSupplier } from '../../simulators/esim-access/supplier.ts';
import { esimGoSupplier } from '../../simulators/esim-go/supplier.ts';
import { type Simulator, startSimulator } from '../../simulators/simulator.ts';
import { airalo, esimAccess, esimGo } from '../../src/connectivity/carriers/index.ts';
import { createOutgoing } from '../../src/platform/outgoing/outgoing.ts';
import { forThisFile } from '../support/for-this-file.ts';
import { type Received, startReceiver } from '../support/receiver.ts';

const outgoing = await forThisFile(createOutgoing());
const parts = { outgoing, record: () => undefined, now: () => new Date(), perSecond: 1_000 };
const REFERENCE = '0195f1c28e7a70009d6e3f1a2b4c5d6e';
const usd = (tenThousandths: bigint) => ({ tenThousandths, currency: 'USD' });
const kinds = (received: Received[], carrier: Pick<ReturnType<typeof airalo>, 'parseNotice'>) =>
  received.map((one) => carrier.parseNotice?.(one)?.kind);

/** Lets a phone do something with an eSIM of the simulator. */
async function happen({ url }: Simulator, happening: object): Promise<void> {
  const body = JSON.stringify(happening);
  const answer = await fetch(`${url}/_happen`, { method: 'POST', body });
  expect(answer.status).toBe(200);
}

describe('the simulator of eSIM Access', async () => {
  const receiver = await forThisFile(startReceiver());
  const simulator = await forThisFile(
    startSimulator(esimAccessSupplier({ allocateMs: 20, noticeUrl: receiver.url })),
  );
  const carrier = esimAccess({ url: simulator.url, accessCode: 'simulator' }, parts);

  it('tells when an order has its eSIM, and what a phone does with it', async () => {
    const before = receiver.received.length;
    const placed = await carrier.order({ reference: REFERENCE, item: 'AT_1_7', cost: usd(5_300n) });
    const [told] = (await receiver.arrived(before + 1)).slice(before);
    const order = placed.end === 'done' ? placed.value.order : null;
    expect(told && carrier.parseNotice?.(told)).toMatchObject({ kind: 'order', order });
    const [iccid] = simulator.supplier.books().orders.flatMap(({ iccids }) => iccids);
    await happen(simulator, { iccid, what: 'install' });
    await happen(simulator, { iccid, what: 'use', percent: 85 });
    const later = (await receiver.arrived(before + 4)).slice(before + 1);
    expect(kinds(later, carrier)).toEqual(['profile', 'usage', 'usage']);
    expect(later.map((one) => carrier.parseNotice?.(one)?.reference)).toEqual([
      ...[REFERENCE, REFERENCE, REFERENCE],
    ]);
  });

  it('saves an address for notices only if it answers', async () => {
    const save = async (webhook: string) => {
      const answer = await fetch(`${simulator.url}/api/v1/open/webhook/save`, {
        method: 'POST',
        headers: { 'rt-accesscode': 'simulator' },
        body: JSON.stringify({ webhook }),
      });
      return ((await answer.json()) as { success: string }).success;
    };
    expect(await save('http://127.0.0.1:1/closed')).toBe('false');
    expect(await save(receiver.url)).toBe('true');
    expect(receiver.received.at(-1)?.body).toContain('CHECK_HEALTH');
  });
});

describe.each(['base64', 'hex'] as const)(
  'the simulator of eSIM Go, signing in %s',
  async (encoding) => {
    const receiver = await forThisFile(startReceiver());
    const simulator = await forThisFile(
      startSimulator(esimGoSupplier({ noticeUrl: receiver.url, encoding })),
    );
    const settings = { url: `${simulator.url}/v2.5`, apiKey: 'simulator' };
    const carrier = esimGo(settings, parts);

    it('signs what a phone does, and tells the first attachment once', async () => {
      const item = 'esim_1GB_7D_AT_V2';
      await carrier.order({ reference: REFERENCE, item, cost: usd(13_700n) });
      const [iccid] = simulator.supplier.books().orders.flatMap(({ iccids }) => iccids);
      await happen(simulator, { iccid, what: 'attach' });
      await happen(simulator, { iccid, what: 'attach' });
      await happen(simulator, { iccid, what: 'use', percent: 40 });
      const told = await receiver.arrived(3);
      expect(kinds(told, carrier)).toEqual(['profile', 'profile', 'usage']);
      expect(told.map((one) => carrier.parseNotice?.(one)?.iccid)).toEqual([iccid, iccid, iccid]);
      expect(told[0]?.body).toContain(`"iccid":${iccid}`);
      const stranger = esimGo({ ...settings, apiKey: 'another' }, parts);
      expect(kinds(told, stranger)).toEqual([undefined, undefined, undefined]);
    });
  },
);

describe('the simulator of Airalo', async () => {
  const receiver = await forThisFile(startReceiver());
  const simulator = await forThisFile(
    startSimulator(airaloSupplier({ balance: 10 }), { isLimited: false }),
  );
  const settings = { url: simulator.url, clientId: 'simulator', clientSecret: 'simulator' };
  const carrier = airalo(settings, parts);

  async function post(path: string, body: object): Promise<number> {
    const form = new URLSearchParams({ client_id: 'simulator', client_secret: 'simulator' });
    const given = await fetch(`${simulator.url}/v2/token`, { method: 'POST', body: form });
    const { data } = (await given.json()) as { data: { access_token: string } };
    const headers = { authorization: `Bearer ${data.access_token}` };
    const text = JSON.stringify(body);
    return (await fetch(simulator.url + path, { method: 'POST', headers, body: text })).status;
  }

  it('signs notices of the types that were asked for at an address that answers', async () => {
    const optIn = (type: string, webhook_url = receiver.url) =>
      post('/v2/notifications/opt-in', { type, webhook_url });
    expect(await optIn('async_orders', 'http://127.0.0.1:1/closed')).toBe(422);
    expect(await optIn('async_orders')).toBe(200);
    expect(await optIn('webhook_low_data')).toBe(200);
    expect(await optIn('webhook_credit_limit')).toBe(200);
    const before = receiver.received.length;
    const item = 'austria-7days-1gb';
    await post('/v2/orders-async', { quantity: 1, package_id: item, description: REFERENCE });
    await post('/v2/orders-async', { quantity: 1, package_id: 'none', description: REFERENCE });
    const orders = (await receiver.arrived(before + 2)).slice(before);
    expect(kinds(orders, carrier)).toEqual(['order', 'order']);
    expect(orders[0] && carrier.parseNotice?.(orders[0])?.reference).toBe(REFERENCE);
    // 3.6 of 10 dollars are used; the next order crosses half and 70 percent.
    await carrier.order({ reference: REFERENCE, item, cost: usd(36_000n) });
    const [iccid] = simulator.supplier.books().orders.flatMap(({ iccids }) => iccids);
    const credit = (await receiver.arrived(before + 4)).slice(before + 2);
    await happen(simulator, { iccid, what: 'use', percent: 95 });
    const data = (await receiver.arrived(before + 6)).slice(before + 4);
    expect(kinds([...credit, ...data], carrier)).toEqual(['balance', 'balance', 'usage', 'usage']);
    const stranger = airalo({ ...settings, clientSecret: 'another' }, parts);
    expect(kinds(orders, stranger)).toEqual([undefined, undefined]);
  });
});

describe('notices that go wrong', async () => {
  const receiver = await forThisFile(startReceiver());

  const simulator = await forThisFile(
    startSimulator(esimAccessSupplier({ allocateMs: 1, noticeUrl: receiver.url })),
  );
  const carrier = esimAccess({ url: simulator.url, accessCode: 'simulator' }, parts);

  /** Orders once more, and returns how many notices had come before the answer. */
  async function orderWith(kind: 'lost' | 'twice' | 'early' | undefined): Promise<number> {
    const kinds = kind ? [kind] : [];
    simulator.set({ noticeFaults: { rate: kind ? 1 : 0, kinds, seed: 1 } });
    const reference = REFERENCE.replace(/.$/, String(simulator.supplier.books().orders.length));
    await carrier.order({ reference, item: 'AT_1_7', cost: usd(5_300n) });
    return receiver.received.length;
  }
  const numbers = () => receiver.received.map((one) => carrier.parseNotice?.(one)?.order);

  it('come before the answer, twice, or never', async () => {
    expect(await orderWith('early')).toBe(1);
    await orderWith('twice');
    await receiver.arrived(3);
    await orderWith('lost');
    await orderWith(undefined);
    await receiver.arrived(4);
    const [first, second, , fourth] = simulator.supplier.books().orders.map(({ order }) => order);
    expect(numbers()).toEqual([first, second, second, fourth]);
  });
});
