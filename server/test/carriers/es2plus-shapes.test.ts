import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../../simulators/simulator.ts';
import { smdpSupplier } from '../../simulators/smdp/supplier.ts';
import { es2Plus } from '../../src/connectivity/carriers/index.ts';
import { createOutgoing } from '../../src/platform/outgoing/outgoing.ts';

// Bodies as other programs and vendors send them, word for word.

const ROOT = '/gsma/rsp2/es2plus';
const EID = '89049032123451234512345678901235';
const OTHER_EID = '89034011560010000000000000000121';
const FIRST = '8988303000000000010';
const outgoing = createOutgoing();
afterAll(() => outgoing.close());
const parts = { outgoing, now: () => new Date(), record: () => undefined, perSecond: 1_000 };
const settings = {
  ...{ name: 'alpine', requesterId: '1.3.6.1.4.1.1', revision: '1' },
  ...{ isPrivate: false, identity: {} },
};
const reference = 'a'.repeat(32);

describe('our client', () => {
  let answer: object = {};
  let seen: { path: string | undefined; body: Record<string, unknown> };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen = { path: request.url, body: JSON.parse(body) };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  const isOpen = new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => server.close());
  const connect = async () => {
    await isOpen;
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return es2Plus({ ...settings, url }, parts);
  };
  const succeeded = { header: { functionExecutionStatus: { status: 'Executed-Success' } } };
  const failed = (subjectCode: string, reasonCode: string) => ({
    header: {
      functionExecutionStatus: {
        status: 'Failed',
        statusCodeData: { subjectCode, reasonCode, subjectIdentifier: 'x', message: 'As is.' },
      },
    },
  });

  it.each([
    [
      'downloadOrder',
      (es2: ReturnType<typeof es2Plus>) => es2.downloadOrder({ reference, profileType: 'gold' }),
      { profileType: 'gold' },
      { iccid: `${FIRST}F` },
      { iccid: FIRST, warning: null },
    ],
    [
      'downloadOrder',
      (es2: ReturnType<typeof es2Plus>) => es2.downloadOrder({ reference, iccid: FIRST }),
      { iccid: `${FIRST}F` },
      { iccid: FIRST },
      { iccid: FIRST, warning: null },
    ],
    [
      'confirmOrder',
      (es2: ReturnType<typeof es2Plus>) =>
        es2.confirmOrder({ reference, iccid: FIRST, matchingId: 'A-1', releases: true }),
      { iccid: `${FIRST}F`, matchingId: 'A-1', releaseFlag: true },
      { eid: EID, matchingId: 'A-1', smdpAddress: 'rsp.example' },
      { matchingId: 'A-1', smdpAddress: 'rsp.example', warning: null },
    ],
    [
      'releaseProfile',
      (es2: ReturnType<typeof es2Plus>) => es2.releaseProfile({ reference, iccid: FIRST }),
      { iccid: `${FIRST}F` },
      {},
      { warning: null },
    ],
    [
      'cancelOrder',
      (es2: ReturnType<typeof es2Plus>) =>
        es2.cancelOrder({ reference, iccid: FIRST, status: 'Unavailable' }),
      { iccid: `${FIRST}F`, finalProfileStatusIndicator: 'Unavailable' },
      {},
      { warning: null },
    ],
  ] as const)(
    'sends %s as SGP.22 has it, and reads its answer',
    async (name, send, body, fields, value) => {
      answer = { ...succeeded, ...fields };
      expect(await send(await connect())).toMatchObject({ end: 'done', value, pair: null });
      expect(seen.path).toBe(`${ROOT}/${name}`);
      expect(seen.body).toEqual({
        header: {
          functionRequesterIdentifier: '1.3.6.1.4.1.1',
          functionCallIdentifier: expect.stringMatching(/^a{32}\.[0-9a-f]{8}$/),
        },
        ...body,
      });
    },
  );

  it('takes Executed-WithWarning with its code for done', async () => {
    const { header } = failed('8.9', '4.2');
    const warned = { ...header.functionExecutionStatus, status: 'Executed-WithWarning' };
    answer = { header: { functionExecutionStatus: warned }, matchingId: 'A-1' };
    const asked = { reference, iccid: FIRST, matchingId: 'A-1', releases: true };
    expect(await (await connect()).confirmOrder(asked)).toMatchObject({
      end: 'done',
      value: { matchingId: 'A-1', warning: '8.9/4.2 SM-DS: execution error (As is.)' },
    });
  });

  const SUBJECTS =
    '1.1 1.2 1.3 1.3.1 1.3.2 1.6 8.1 8.1.1 8.1.2 8.1.3 8.2 8.2.1 8.2.5 8.2.6 8.2.7 8.2.8 8.2.9 ' +
    '8.2.10 8.8 8.8.1 8.8.2 8.8.3 8.8.4 8.8.5 8.9 8.10.1 8.11.1';
  const REASONS =
    '1.1 1.2 2.1 2.2 2.3 3.1 3.3 3.5 3.7 3.8 3.9 3.10 3.11 4.2 4.3 4.8 4.10 5.1 6.1 6.3 6.4';

  it('says every known subject and every known reason in words', async () => {
    const es2 = await connect();
    const pairs = [
      ...SUBJECTS.split(' ').map((subject) => [subject, '2.1'] as const),
      ...REASONS.split(' ').map((reason) => ['8.2.1', reason] as const),
    ];
    for (const [subject, reason] of pairs) {
      answer = failed(subject, reason);
      const end = await es2.releaseProfile({ reference, iccid: FIRST });
      expect(end).toMatchObject({ end: 'refused', pair: `${subject}/${reason}` });
      expect(end).toHaveProperty('detail', expect.stringMatching(/^[\d.]+\/[\d.]+ \S.*: \S/));
      expect(end).toHaveProperty('detail', expect.not.stringMatching(/unknown (subject|reason)/));
      expect(end).toHaveProperty('detail', expect.stringMatching(/ \(As is\.\)$/));
    }
  });
});

type Answer = {
  header: {
    functionExecutionStatus: {
      status: string;
      statusCodeData?: { subjectCode: string; reasonCode: string };
    };
  };
  iccid?: string;
};

describe('our simulator', () => {
  const supplier = smdpSupplier({ stock: { gold: 9, none: 0 }, requesterId: '1.3.6.1.4.1.1' });
  let url = '';
  const isOpen = startSimulator(supplier, { isLimited: false });
  afterAll(async () => (await isOpen).close());
  beforeEach(async () => {
    ({ url } = await isOpen);
  });
  const header = {
    functionRequesterIdentifier: '1.3.6.1.4.1.1',
    functionCallIdentifier: '2f7c3d1e-5b9a',
  };
  const post = async (name: string, body: object | string, protocol = 'gsma/rsp/v2.5.0') => {
    const answer = await fetch(`${url}${ROOT}/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-admin-protocol': protocol },
      body: typeof body === 'string' ? body : JSON.stringify({ header, ...body }),
    });
    expect([answer.status, answer.headers.get('x-admin-protocol')]).toEqual([
      200,
      'gsma/rsp/v2.5.0',
    ]);
    return (await answer.json()) as Answer;
  };
  const succeeded = { functionExecutionStatus: { status: 'Executed-Success' } };
  const [iccid, linked] = [`${FIRST}F`, '8988303000000000028F'];

  it('answers the calls of another client as SGP.22 has it', async () => {
    expect(await post('downloadOrder', { iccid, profileType: 'gold' })).toEqual({
      header: succeeded,
      iccid,
    });
    expect(await post('confirmOrder', { iccid, matchingId: 'A-1', releaseFlag: false })).toEqual({
      header: succeeded,
      matchingId: 'A-1',
      smdpAddress: 'smdp.simulator.example',
    });
    expect(await post('releaseProfile', { iccid })).toEqual({ header: succeeded });
    const given = { iccid, matchingId: 'A-1', finalProfileStatusIndicator: 'Available' };
    expect(await post('cancelOrder', given)).toEqual({ header: succeeded });
    expect(await post('downloadOrder', { eid: EID, iccid: linked })).toEqual({
      header: succeeded,
      iccid: linked,
    });
    const confirmed = await post('confirmOrder', { eid: EID, iccid: linked, releaseFlag: true });
    expect(confirmed).toMatchObject({ header: succeeded, eid: EID });
  });

  // The calls above left the first profile free, and bound the second one to an EID.
  it.each([
    ['downloadOrder', {}, '1.6/2.3'],
    ['downloadOrder', { profileType: 'silver' }, '8.2.5/3.9'],
    ['downloadOrder', { profileType: 'none' }, '8.2.5/3.7'],
    ['downloadOrder', { iccid, profileType: 'none' }, '8.2.5/3.8'],
    ['downloadOrder', { iccid: '8988303000000099999F' }, '8.2.1/3.9'],
    ['downloadOrder', { iccid: linked }, '8.2.1/3.3'],
    ['confirmOrder', { iccid: linked }, '1.6/2.2'],
    ['confirmOrder', { iccid: linked, releaseFlag: 'true' }, '1.6/2.2'],
    ['confirmOrder', { iccid, releaseFlag: true }, '8.2.1/3.3'],
    ['releaseProfile', {}, '1.6/2.2'],
    ['releaseProfile', { iccid: linked }, '8.2.1/3.5'],
    ['cancelOrder', { iccid: linked }, '8.2.1/2.2'],
    ['cancelOrder', { iccid: linked, eid: OTHER_EID, ...gone() }, '8.1.1/3.10'],
    ['cancelOrder', { iccid: linked, matchingId: 'NOT-IT', ...gone() }, '8.2.6/3.10'],
    ['cancelOrder', { iccid, ...gone() }, '8.2.1/3.3'],
  ])('refuses %s of %j with %s', async (name, body, pair) => {
    const { header: shown } = await post(name, body);
    const [subjectCode, reasonCode] = pair.split('/');
    expect(shown.functionExecutionStatus).toMatchObject({
      status: 'Failed',
      statusCodeData: { subjectCode, reasonCode },
    });
  });

  it('binds a matching ID and an EID once', async () => {
    const codes = async (name: string, body: object) => {
      const { functionExecutionStatus: of } = (await post(name, body)).header;
      const { subjectCode, reasonCode } = of.statusCodeData ?? {};
      return subjectCode ? `${subjectCode}/${reasonCode}` : of.status;
    };
    const ordered = await post('downloadOrder', { eid: EID, profileType: 'gold' });
    const asked = { iccid: ordered.iccid, releaseFlag: false };
    expect(await codes('confirmOrder', { ...asked, eid: OTHER_EID })).toBe('8.1.1/3.10');
    expect(await codes('confirmOrder', { ...asked, matchingId: 'a b' })).toBe('8.2.6/2.1');
    expect(await codes('confirmOrder', { ...asked, matchingId: 'B-1' })).toBe('Executed-Success');
    const other = await post('downloadOrder', { profileType: 'gold' });
    const again = { iccid: other.iccid, releaseFlag: false, matchingId: 'B-1' };
    expect(await codes('confirmOrder', again)).toBe('8.2.6/3.3');
  });

  it.each([
    ['no JSON', '<xml/>', '1.6', '2.1'],
    ['no header', '{"iccid":"1"}', '1.6', '2.2'],
    [
      'another caller',
      `{"header":${JSON.stringify({ ...header, functionRequesterIdentifier: 'x' })}}`,
      '1.1',
      '1.1',
    ],
  ])('refuses %s', async (_, body, subjectCode, reasonCode) => {
    expect(await post('downloadOrder', body)).toMatchObject({
      header: { functionExecutionStatus: { statusCodeData: { subjectCode, reasonCode } } },
    });
  });

  it('refuses another protocol', async () => {
    expect(await post('downloadOrder', { iccid }, 'gsma/rsp/v1.0.0')).toMatchObject({
      header: { functionExecutionStatus: { statusCodeData: { subjectCode: '1.3.2' } } },
    });
  });
});

function gone() {
  return { finalProfileStatusIndicator: 'Unavailable' };
}
