import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { createOutgoing } from '../../platform/outgoing/outgoing.ts';
import { airalo, esimAccess, esimGo } from './index.ts';

const parts = { outgoing: createOutgoing(), record: () => undefined, now: () => new Date(0) };
const url = 'https://supplier.test';

it('of eSIM Access are read as hints, also with the suffix of a batch', () => {
  const carrier = esimAccess({ url, accessCode: 'a' }, parts);
  const content = { orderNo: 'B1', transactionId: '0195f1c28e7a70009d6e3f1a2b4c5d6e-1-1' };
  const body = JSON.stringify({ notifyType: 'ESIM_STATUS', notifyId: 'n-1', content });
  expect(carrier.parseNotice?.({ headers: {}, body })).toEqual({
    kind: 'profile',
    order: 'B1',
    reference: '0195f1c28e7a70009d6e3f1a2b4c5d6e',
    iccid: null,
    key: 'n-1',
  });
});

it('of eSIM Go keep every digit of an ICCID that is written as a number', () => {
  const carrier = esimGo({ url, apiKey: 'key' }, parts);
  const body = '{"iccid":8943108000000000019,"alertType":"FirstUse","bundle":{"reference":"go-1"}}';
  const notice = carrier.parseNotice?.({ headers: {}, body });
  expect(notice).toMatchObject({ kind: 'profile', iccid: '8943108000000000019', order: 'go-1' });
});

it.each(['hex', 'base64'] as const)('of eSIM Go may be signed in %s', (encoding) => {
  const carrier = esimGo({ url, apiKey: 'key' }, parts);
  const body = '{"iccid":"8943108000000000019","alertType":"Utilisation"}';
  const sign = (key: string) => createHmac('sha256', key).update(body).digest(encoding);
  const read = (key: string) =>
    carrier.parseNotice?.({ headers: { 'x-signature-sha256': sign(key) }, body });
  expect(read('key')?.kind).toBe('usage');
  expect(read('another key')).toBeUndefined();
});

it('of Airalo must be signed, over the body or as PHP writes it', () => {
  const carrier = airalo({ url, clientId: 'id', clientSecret: 'secret' }, parts);
  const body = '{"request_id":"r-1","id":7,"description":"0195f1c2","data":"1/2"}';
  const sign = (text: string) => createHmac('sha512', 'secret').update(text).digest('hex');
  const read = (signature: string) =>
    carrier.parseNotice?.({ headers: { 'airalo-signature': signature }, body });
  const notice = { kind: 'order', order: '7', reference: '0195f1c2', key: 'r-1' };
  expect(read(sign(body))).toMatchObject(notice);
  expect(read(sign(body.replaceAll('/', '\\/')))).toMatchObject(notice);
  expect(read(sign('another body'))).toBeUndefined();
  expect(read('')).toBeUndefined();
});
