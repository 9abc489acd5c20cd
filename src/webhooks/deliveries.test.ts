import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  countryChanged,
  eventually,
  ICCID,
  IMSI,
  openWebhooks,
  type Webhooks,
} from '../../test/support/webhooks.ts';
import type { EventDraft } from '../events/index.ts';

let webhooks: Webhooks;
beforeAll(async () => {
  webhooks = await openWebhooks();
});
afterAll(() => webhooks.close());

const AT = new Date('2026-04-30T09:55:36.430Z');
const uid = '058c8716-47dd-4fc4-be89-00978a86b7c0';
const eid = '89049032000001000000012345678901';

const COMPATIBLE: [string, EventDraft['type'], object][] = [
  [
    'esim-status',
    'esim.status_changed',
    { iccid: ICCID, imsi: IMSI, profileState: 'INSTALLED', eid },
  ],
  [
    'balance-alert',
    'balance.low',
    {
      uid,
      iccid: ICCID,
      imsi: IMSI,
      timestamp: '2026-08-21T10:15:30.000Z',
      balanceAmountInByte: 93618231,
    },
  ],
  [
    'country-change',
    'esim.country_changed',
    { imsi: IMSI, iccid: ICCID, previousCountry: null, newCountry: 'DE' },
  ],
  [
    'balance-activation',
    'package.activated',
    {
      uid,
      activatedItem: 'a15bb850-c166-4941-aef6-24fdbe27722d',
      activatedAt: '2026-08-25T09:52:10.000Z',
      expiresAt: '2026-09-02T10:15:30.000Z',
    },
  ],
];

describe('what arrives', () => {
  it.each(COMPATIBLE)('at %s is the body of the contract, signed', async (event, type, body) => {
    const receiver = await webhooks.receive();
    const account = await webhooks.openAccount();
    const secret = await account.set(event, receiver.url);
    webhooks.work();
    await account.record({ type, body: body as Record<string, unknown>, createdAt: AT });
    const [arrived] = await receiver.arrived(1);
    expect(arrived?.body).toBe(JSON.stringify(body));
    expect(arrived?.headers['content-type']).toBe('application/json');
    expect(new Webhook(secret).verify(arrived?.body ?? '', arrived?.headers ?? {})).toEqual(body);
    const other = new Webhook('whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDjYLWMwOzhUc=');
    expect(() => other.verify(arrived?.body ?? '', arrived?.headers ?? {})).toThrow();
  });
});
