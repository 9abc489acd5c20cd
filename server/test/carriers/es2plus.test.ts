import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../../simulators/simulator.ts';
import { smdpSupplier } from '../../simulators/smdp/supplier.ts';
import { type CarrierCall, es2Plus } from '../../src/connectivity/carriers/index.ts';
import { createOutgoing } from '../../src/platform/outgoing/outgoing.ts';
import { createAuthority } from '../support/certificates.ts';

const ours = createAuthority('Authority of the SM-DP+');
const client = ours.issue(['operator.example']);
const stranger = createAuthority('Another authority').issue(['operator.example']);
const supplier = smdpSupplier({ stock: { gold: 40, none: 0 }, requesterId: 'gigastore' });
const tls = { ...ours.issue(['127.0.0.1']), ca: ours.cert };
const smdp = await startSimulator(supplier, { tls, isLimited: false });
const outgoing = createOutgoing();
afterAll(() => Promise.all([smdp.close(), outgoing.close()]));

const calls: CarrierCall[] = [];
const parts = {
  ...{ outgoing, now: () => new Date(), deadlineMs: 15_000, perSecond: 1_000 },
  record: (call: CarrierCall) => calls.push(call),
};
const settings = {
  ...{ name: 'alpine', url: smdp.url, requesterId: 'gigastore', revision: '1', isPrivate: false },
  identity: { ...client, ca: ours.cert },
};
const es2 = es2Plus(settings, parts);
const reference = 'a'.repeat(32);
const order = async () => {
  const end = await es2.downloadOrder({ reference, profileType: 'gold' });
  if (end.end !== 'done') throw new Error(end.detail);
  return end.value.iccid;
};
const stateOf = (iccid: string) => supplier.state.profiles.get(iccid)?.state;

beforeEach(() => {
  calls.length = 0;
  smdp.failWith(undefined);
});

describe('an SM-DP+ by ES2+ with mutual TLS', () => {
  it('orders, confirms and releases a profile', async () => {
    const iccid = await order();
    expect(stateOf(iccid)).toBe('Allocated');
    const asked = { reference, iccid };
    expect(
      await es2.confirmOrder({ ...asked, matchingId: 'ABC-1', releases: false }),
    ).toMatchObject({
      end: 'done',
      value: { matchingId: 'ABC-1', smdpAddress: 'smdp.simulator.example', warning: null },
    });
    expect(stateOf(iccid)).toBe('Confirmed');
    expect(await es2.releaseProfile(asked)).toMatchObject({ end: 'done' });
    expect(stateOf(iccid)).toBe('Released');
    expect(await es2.releaseProfile(asked)).toMatchObject({ end: 'refused', pair: '8.2.1/3.5' });
    expect(await es2.cancelOrder({ ...asked, status: 'Available' })).toMatchObject({ end: 'done' });
    expect(stateOf(iccid)).toBe('Available');
  });

  it('orders by ICCID, and a repeated order is refused and not made again', async () => {
    const iccid = await order();
    await es2.cancelOrder({ reference, iccid, status: 'Available' });
    const asked = { reference, iccid };
    expect(await es2.downloadOrder(asked)).toMatchObject({ end: 'done', value: { iccid } });
    expect(await es2.downloadOrder(asked)).toMatchObject({ end: 'refused', pair: '8.2.1/3.3' });
  });

  it.each([
    ['no profile left', { profileType: 'none' }, 'out_of_stock', '8.2.5/3.7'],
    ['an unknown type', { profileType: 'silver' }, 'no_such_item', '8.2.5/3.9'],
    ['an unknown ICCID', { iccid: '8988303000000000001' }, 'not_found', '8.2.1/3.9'],
  ] as const)('says in words why it refuses: %s', async (_, wanted, code, pair) => {
    const end = await es2.downloadOrder({ reference, ...wanted });
    expect(end).toMatchObject({ end: 'refused', code, pair });
    expect(end).toMatchObject({ detail: expect.stringMatching(/^8\.2\.\d\/3\.\d+ \w.*: \w/) });
  });

  it('takes a warning for a success, and keeps its words', async () => {
    supplier.state.warns = true;
    const end = await es2.downloadOrder({ reference, profileType: 'gold' });
    supplier.state.warns = false;
    expect(end).toMatchObject({ end: 'done' });
    expect(end).toHaveProperty('value.warning', expect.stringContaining('SM-DS: not reachable'));
  });

  it.each([
    ['an answer that is lost', 'answer_lost_after', 'unknown'],
    ['an answer that is not JSON', 'garbage_after', 'unknown'],
    ['an error of the server', 'server_error_after', 'unknown'],
    ['too many calls', 'rate_limited', 'retry_later'],
  ] as const)('ends a call with %s as it is known', async (_, fault, end) => {
    smdp.failWith(() => fault);
    expect(await es2.downloadOrder({ reference, profileType: 'gold' })).toMatchObject({ end });
    expect(calls).toMatchObject([{ verb: 'downloadOrder', reference, end }]);
  });

  it('keeps every call without the matching ID and the confirmation code', async () => {
    const iccid = await order();
    const secrets = { matchingId: 'SECRET-1', confirmationCode: 'SECRET-2' };
    await es2.confirmOrder({ reference, iccid, ...secrets, releases: true });
    expect(supplier.state.profiles.get(iccid)).toMatchObject(secrets);
    expect(calls.map(({ verb, end }) => [verb, end])).toEqual([
      ['downloadOrder', 'done'],
      ['confirmOrder', 'done'],
    ]);
    expect(JSON.stringify(calls)).not.toContain('SECRET-');
    expect(calls[1]?.request).toContain(`${iccid}F`);
  });

  it('tests the connection without changing anything', async () => {
    const before = JSON.stringify(supplier.books());
    expect(await es2.test()).toMatchObject({ end: 'done' });
    expect(JSON.stringify(supplier.books())).toBe(before);
    const unknown = es2Plus({ ...settings, requesterId: 'nobody', revision: '2' }, parts);
    expect(await unknown.test()).toMatchObject({ end: 'refused', code: 'misconfigured' });
  });

  it.each([
    ['without a certificate', { ca: ours.cert }],
    ['with one of another authority', { ...stranger, ca: ours.cert }],
  ])('is not reached %s', async (revision, identity) => {
    const end = await es2Plus({ ...settings, identity, revision }, parts).test();
    expect(end).toMatchObject({ end: 'retry_later' });
  });

  it('is not believed with a certificate of an authority that was not given', async () => {
    const wrong = es2Plus({ ...settings, identity: client, revision: '3' }, parts);
    const end = await wrong.downloadOrder({ reference, profileType: 'gold' });
    expect(end).toMatchObject({ end: 'retry_later' });
    expect(end).toHaveProperty('detail', expect.stringContaining('authority'));
  });
});

describe('an answer as the facts record it', () => {
  let text = '';
  let seen: { headers: Record<string, unknown>; body: string } = { headers: {}, body: '' };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen = { headers: request.headers, body };
    response.setHeader('content-type', 'application/json').end(text);
  });
  const isOpen = new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => server.close());
  const connect = async () => {
    await isOpen;
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return es2Plus({ ...settings, url, identity: {}, revision: '9' }, parts);
  };
  const status = (of: object) => ({ header: { functionExecutionStatus: of } });
  const code = (subjectCode: string | number, reasonCode: string | number) => ({
    ...status({ status: 'Failed', statusCodeData: { subjectCode, reasonCode } }),
  });

  it('of a request: the header first, the protocol, and the filled ICCID', async () => {
    text = JSON.stringify(status({ status: 'Executed-Success' }));
    await (await connect()).downloadOrder({ reference, iccid: '8988303000000000001' });
    expect(seen.headers).toMatchObject({ 'x-admin-protocol': 'gsma/rsp/v2.5.0' });
    expect(seen.body).toMatch(
      /^\{"header":\{"functionRequesterIdentifier":"gigastore","functionCallIdentifier":"[^"]+"\},/,
    );
    expect(JSON.parse(seen.body).iccid).toBe('8988303000000000001F');
  });

  it.each([
    ['a function that failed without a code', status({ status: 'Failed' }), 'refused'],
    ['a function that expired', status({ status: 'Expired' }), 'unknown'],
    ['a status that nobody documented', status({ status: 'Perhaps' }), 'unknown'],
    ['no header', { iccid: '8988303000000000001F' }, 'unknown'],
    ['a list', [], 'unknown'],
    ['codes as numbers', code(8.2, 3.3), 'refused'],
    ['a success without the ICCID', status({ status: 'Executed-Success' }), 'unknown'],
  ])('of %s', async (_, answer, end) => {
    text = JSON.stringify(answer);
    const asked = { reference, profileType: 'gold' };
    expect(await (await connect()).downloadOrder(asked)).toMatchObject({ end });
  });

  it.each([
    ['1.1', '1.1', 'misconfigured'],
    ['1.2', '3.9', 'misconfigured'],
    ['8.2.1', '1.2', 'not_allowed'],
    ['8.2.5', '3.8', 'rejected'],
    ['8.9', '5.1', 'maintenance'],
    ['9.9', '9.9', 'rejected'],
  ])('of %s/%s', async (subject, reason, refusal) => {
    text = JSON.stringify(code(subject, reason));
    const end = await (await connect()).downloadOrder({ reference, profileType: 'gold' });
    expect(end).toMatchObject({ code: refusal, pair: `${subject}/${reason}` });
  });
});
