import { Webhook } from 'standardwebhooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTestClock } from '../../../../test/support/access.ts';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { illTyped } from '../../../../test/support/ill-typed.ts';
import type { Received } from '../../../../test/support/receiver.ts';
import {
  bodiesOf,
  countryChanged,
  ICCID,
  IMSI,
  idsOf,
  openWebhooks,
} from '../../../../test/support/webhooks.ts';
import { newId } from '../../../kernel/ids.ts';
import { sql } from '../../../platform/db/database.ts';
import { createOutgoing } from '../../../platform/outgoing/outgoing.ts';
import type { EventDraft } from '../../events/index.ts';

const webhooks = await forThisFile(openWebhooks());

const AT = new Date('2026-04-30T09:55:36.430Z');
const DAY_MS = 86_400_000;
const uid = '058c8716-47dd-4fc4-be89-00978a86b7c0';
const eid = '89049032000001000000012345678901';

const COMPATIBLE: [string, EventDraft['type'], Record<string, unknown>][] = [
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

const expired: EventDraft = {
  type: 'package.expired',
  body: { uid, activatedItem: newId(), name: 'x' },
  createdAt: AT,
};

function packageIds({ uid: customerUid, activatedItem }: Record<string, unknown>) {
  return { customerUid, activatedItemUid: activatedItem };
}

function verify({ body, headers }: Received, secret: string): unknown {
  return new Webhook(secret).verify(body, headers);
}

describe('what arrives', () => {
  it.each(COMPATIBLE)('at %s is the body of the contract, signed', async (event, type, body) => {
    const receiver = await webhooks.receive();
    const account = await webhooks.openAccount();
    const secret = await account.set(event, receiver.url);
    webhooks.work();
    await account.record(expired, { type, body, createdAt: AT });
    const [arrived] = await receiver.arrived(1);
    expect(arrived?.body).toBe(JSON.stringify(body));
    expect(arrived?.headers['content-type']).toBe('application/json');
    expect(verify(arrived as Received, secret)).toEqual(body);
    const other = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDjYLWMwOzhUc=';
    expect(() => verify(arrived as Received, other)).toThrow();
  });

  it('at one address for all is every event in the common shape, besides its own', async () => {
    const [all, own, alert] = [
      await webhooks.receive(),
      await webhooks.receive(),
      await webhooks.receive(),
    ];
    const account = await webhooks.openAccount();
    const secret = await account.set('all', all.url);
    await account.set('package.expired', own.url);
    await account.set('balance-alert', alert.url);
    webhooks.work();
    const drafts = COMPATIBLE.map(([, type, body]) => ({ type, body, createdAt: AT }));
    await account.record(...drafts, expired);

    const received = await all.arrived(5);
    for (const one of received) verify(one, secret);
    const bySequence = bodiesOf(received).toSorted((one, other) => one.sequence - other.sequence);
    expect(bySequence).toEqual(
      [...drafts, expired].map(({ type, body }, index) => ({
        type,
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        sequence: index + 1,
        createdAt: AT.toISOString(),
        data: type.startsWith('package.') ? { ...body, ...packageIds(body) } : body,
      })),
    );
    const [one] = bodiesOf(await own.arrived(1));
    expect(one).toEqual(bySequence[4]);
    expect(bodiesOf(await alert.arrived(1))).toEqual([COMPATIBLE[1]?.[2]]);
    expect([own, alert].map(({ received }) => received.length)).toEqual([1, 1]);
  });

  it('begins with what happens after the address was set, and is of this account', async () => {
    const receiver = await webhooks.receive();
    const stranger = await webhooks.openAccount();
    const account = await webhooks.openAccount();
    await account.record(countryChanged(ICCID, 'AT'));
    await account.set('country-change', receiver.url);
    webhooks.work();
    await stranger.record(countryChanged(ICCID, 'FR'));
    await account.record(countryChanged(ICCID, 'DE'));
    await receiver.arrived(1);
    expect(bodiesOf(receiver.received)).toMatchObject([{ newCountry: 'DE' }]);
    expect(await stranger.deliveries()).toEqual([]);
  });

  it('is found among thousands of events of other types', async () => {
    const { receiver, account } = await webhooks.listen();
    await account.record(...Array.from({ length: 6_000 }, () => expired));
    await account.record(countryChanged());
    webhooks.work();
    await receiver.arrived(1);
    expect(await account.deliveries()).toHaveLength(1);
  });

  it('is in the log, with the attempt', async () => {
    const listener = await webhooks.listen((response) => response.writeHead(201).end('thanks'));
    webhooks.work();
    await listener.account.record(countryChanged());
    const delivery = await listener.account.only(({ status }) => status === 'delivered');
    expect(delivery).toEqual({
      id: idsOf(listener.receiver.received)[0],
      event: 'country-change',
      type: null,
      url: listener.receiver.url,
      status: 'delivered',
      createdAt: expect.any(String),
      nextAttemptAt: null,
      body: { imsi: IMSI, iccid: ICCID, previousCountry: null, newCountry: 'DE' },
      attempts: [
        {
          at: expect.any(String),
          httpStatus: 201,
          error: null,
          durationMs: expect.any(Number),
          response: 'thanks',
        },
      ],
    });
  });
});

describe('a rotated secret', () => {
  it('signs with the old one along for 24 hours', async () => {
    const { receiver, account, secret } = await webhooks.listen();
    const rotate = async () =>
      (await account.call('POST', '/gigastore/webhooks/country-change/rotate-secret')).json();
    const { secret: renewed } = await rotate();
    const clock = createTestClock(Date.now());
    const deliveries = webhooks.work({ clock });
    await account.record(countryChanged());
    const [first] = await receiver.arrived(1);
    expect(first?.headers['webhook-signature']?.split(' ')).toHaveLength(2);
    verify(first as Received, renewed);
    verify(first as Received, secret);

    clock.ms += DAY_MS + 60_000;
    await account.record(countryChanged());
    deliveries.nudge();
    const [, second] = await receiver.arrived(2);
    const { body, headers } = second as Received;
    const sentAt = new Date(Number(headers['webhook-timestamp']) * 1000);
    const signature = new Webhook(renewed).sign(headers['webhook-id'] ?? '', sentAt, body);
    expect(headers['webhook-signature']).toBe(signature);
  });
});

describe('neighbours', () => {
  it('wait for nobody: one that hangs delays no other, nor one that fails', async () => {
    const hanging = await webhooks.listen(() => {});
    const failing = await webhooks.listen((response) => response.writeHead(500).end());
    const healthy = await webhooks.listen();
    const deliveries = webhooks.work();
    const many = Array.from({ length: 100 }, () => countryChanged());
    await hanging.account.record(...many);
    await failing.account.record(...many);
    await hanging.receiver.arrived(1);
    for (let count = 1; count <= 20; count += 1) {
      await healthy.account.record(countryChanged());
      deliveries.nudge();
      await healthy.receiver.arrived(count);
    }
    const [first] = await hanging.account.deliveries('?status=pending');
    const { attempts } = await hanging.account.delivery(first.id);
    expect(attempts).toEqual([]);
    await hanging.receiver.close();
  });

  it('are not connected to by an address that leads inside', async () => {
    const account = await webhooks.openAccount();
    await account.set('country-change', 'https://hooks.test/');
    const outgoing = createOutgoing({ resolveName: async () => ['10.0.0.5'] });
    onTestFinished(() => outgoing.close());
    // A worker with another name server must not take part.
    const slot = await openWebhooks();
    onTestFinished(() => slot.close());
    const other = await slot.openAccount();
    await other.set('country-change', 'https://hooks.test/');
    slot.work({ outgoing });
    await other.record(countryChanged());
    const { attempts } = await other.only((one) => one.attempts.length === 1);
    expect(attempts[0]).toMatchObject({
      httpStatus: null,
      error: 'The address resolves to 10.0.0.5, which is private.',
    });
  });

  it('are not held up by events that make no sense, nor by an unreadable secret', async () => {
    const broken = await webhooks.listen();
    const sealed = await webhooks.listen();
    const healthy = await webhooks.listen();
    const nonsense = { ...countryChanged(), body: illTyped<Record<string, unknown>>(null) };
    await broken.account.record(nonsense);
    await webhooks.db.run(sql`
      update webhook_endpoints
      set secret_encrypted = '\\x00'
      where account_id = ${sealed.account.id}`);
    await sealed.account.record(countryChanged());
    await healthy.account.record(countryChanged());
    webhooks.work();
    await healthy.receiver.arrived(1);
    const { attempts } = await sealed.account.only((one) => one.attempts.length === 1);
    expect(attempts[0]?.error).toBe('The secret of this endpoint cannot be decrypted. Rotate it.');
    expect([broken, sealed].map(({ receiver }) => receiver.received)).toEqual([[], []]);
  });
});
