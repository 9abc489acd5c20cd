import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { createTestClock } from '../../../../test/support/access.ts';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import type { Received } from '../../../../test/support/receiver.ts';
import {
  bodiesOf,
  countryChanged,
  eventually,
  ICCID,
  idsOf,
  openWebhooks,
} from '../../../../test/support/webhooks.ts';
import { sql } from '../../../platform/db/database.ts';
import { RETRY_DELAYS_MS } from './retry.ts';

const webhooks = await forThisFile(openWebhooks());

const DAY_MS = 86_400_000;

const mailsTo = (organizationId: string) =>
  webhooks.db.rows(sql`select subject from mails where organization_id = ${organizationId}`);

describe('a failed attempt', () => {
  it('is repeated with the same id and body as the contract says, and then no more', async () => {
    const listener = await webhooks.listen((response) => response.writeHead(500).end('boom'));
    const { receiver, account, secret } = listener;
    const clock = createTestClock(Date.now());
    const deliveries = webhooks.work({ clock });
    await account.record(countryChanged());

    for (const [index, delayMs] of RETRY_DELAYS_MS.entries()) {
      const { nextAttemptAt, attempts } = await account.only(
        (one) => one.attempts.length === index + 1,
      );
      expect(Date.parse(nextAttemptAt ?? '')).toBe(clock.ms + delayMs);
      expect(attempts.at(-1)).toMatchObject({
        httpStatus: 500,
        error: 'The server answered 500 (Internal Server Error); any 2xx is success.',
        response: 'boom',
      });
      clock.ms += delayMs - 1;
      deliveries.nudge();
      clock.ms += 1;
      deliveries.nudge();
    }
    const failed = await listener.account.only(({ status }) => status === 'failed');
    expect(failed).toMatchObject({ nextAttemptAt: null });
    expect(failed.attempts).toHaveLength(12);
    expect(receiver.received).toHaveLength(12);
    expect(new Set(idsOf(receiver.received))).toEqual(new Set([failed.id]));
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    const last = receiver.received.at(-1) as Received;
    const sentAt = new Date(Number(last.headers['webhook-timestamp']) * 1000);
    expect(sentAt.getTime()).toBe(Math.floor(clock.ms / 1000) * 1000);
    const signature = new Webhook(secret).sign(failed.id, sentAt, last.body);
    expect(last.headers['webhook-signature']).toBe(signature);
  });

  it('ends with the first success', async () => {
    const listener = await webhooks.listen((response) => response.writeHead(503).end());
    const clock = createTestClock(Date.now());
    const deliveries = webhooks.work({ clock });
    await listener.account.record(countryChanged());
    await eventually(
      () => listener.account.webhook('country-change'),
      ({ failingSince }) => failingSince !== null,
    );
    listener.receiver.answerWith((response) => response.writeHead(204).end());
    clock.ms += 5_000;
    deliveries.nudge();
    const { attempts } = await listener.account.only(({ status }) => status === 'delivered');
    expect(attempts.map(({ httpStatus }) => httpStatus)).toEqual([503, 204]);
    await eventually(
      () => listener.account.webhook('country-change'),
      ({ failingSince }) => failingSince === null,
    );
  });

  it('goes to the new address when that was set meanwhile', async () => {
    const listener = await webhooks.listen((response) => response.writeHead(404).end());
    const better = await webhooks.receive();
    const clock = createTestClock(Date.now());
    const deliveries = webhooks.work({ clock });
    await listener.account.record(countryChanged());
    const { id } = await listener.account.only(({ attempts }) => attempts.length === 1);
    expect(await listener.account.set('country-change', better.url)).toBeUndefined();
    clock.ms += 5_000;
    deliveries.nudge();
    expect(idsOf(await better.arrived(1))).toEqual([id]);
    const delivered = await listener.account.only(({ status }) => status === 'delivered');
    expect(delivered).toMatchObject({ url: better.url });
  });

  it('says what is wrong when nobody answers', async () => {
    const receiver = await webhooks.receive();
    const account = await webhooks.openAccount();
    await account.set('country-change', receiver.url);
    await receiver.close();
    webhooks.work();
    await account.record(countryChanged());
    const { attempts } = await account.only((one) => one.attempts.length === 1);
    expect(attempts[0]).toMatchObject({
      httpStatus: null,
      error: `The server refuses connections on port ${receiver.port}.`,
      response: '',
    });
  });
});

describe('an address is switched off', () => {
  it('at once by 410, with all that is on its way', async () => {
    const listener = await webhooks.listen((response) => response.writeHead(500).end());
    const { receiver, account } = listener;
    webhooks.work();
    await account.record(countryChanged(ICCID, 'AT'));
    await listener.account.only(({ attempts }) => attempts.length === 1);
    receiver.answerWith((response) => response.writeHead(410).end());
    await account.record(countryChanged(ICCID, 'DE'));
    const webhook = await eventually(
      () => account.webhook('country-change'),
      ({ enabled }) => !enabled,
    );
    expect(webhook).toMatchObject({
      disabledAt: expect.any(String),
      disabledReason: 'The server answered 410 (Gone).',
    });
    expect(await mailsTo(account.organizationId)).toEqual([
      { subject: 'Webhook country-change was disabled' },
    ]);
    const items = await account.deliveries();
    expect(items).toMatchObject([
      { status: 'failed', nextAttemptAt: null },
      { status: 'failed', nextAttemptAt: null },
    ]);
    await account.record(countryChanged(ICCID, 'FR'));

    receiver.answerWith((response) => response.end());
    await account.set('country-change', receiver.url);
    expect(await account.webhook('country-change')).toMatchObject({
      enabled: true,
      failingSince: null,
      disabledAt: null,
      disabledReason: null,
    });
    await account.record(countryChanged(ICCID, 'IT'));
    await receiver.arrived(3);
    expect(bodiesOf(receiver.received).map(({ newCountry }) => newCountry)).toEqual([
      'AT',
      'DE',
      'IT',
    ]);
  });

  it('when everything has failed for five days', async () => {
    const listener = await webhooks.listen((response) => response.writeHead(500).end());
    const { receiver, account } = listener;
    const clock = createTestClock(Date.now());
    const deliveries = webhooks.work({ clock });
    const fail = async (count: number) => {
      await account.record(countryChanged());
      deliveries.nudge();
      await receiver.arrived(count);
      await eventually(
        () => account.webhook('country-change'),
        ({ failingSince }) => failingSince !== null,
      );
    };
    await fail(1);
    clock.ms += 5 * DAY_MS - 1;
    receiver.answerWith((response, { headers }) => {
      response.writeHead(headers['webhook-id'] === idsOf(receiver.received)[0] ? 200 : 500).end();
    });
    deliveries.nudge();
    await eventually(
      () => account.webhook('country-change'),
      ({ failingSince }) => failingSince === null,
    );
    await fail(3);
    clock.ms += 5 * DAY_MS;
    deliveries.nudge();
    const webhook = await eventually(
      () => account.webhook('country-change'),
      ({ enabled }) => !enabled,
    );
    expect(webhook.disabledReason).toBe(
      'Every attempt has failed for five days. The last one: The server answered 500 ' +
        '(Internal Server Error); any 2xx is success.',
    );
    expect(await mailsTo(account.organizationId)).toHaveLength(1);
  });

  it('by its owner: what happens until it is on again is not sent', async () => {
    const { receiver, account } = await webhooks.listen();
    const put = (enabled: boolean) =>
      account.call('PUT', '/gigastore/webhooks/country-change', {
        body: { url: receiver.url, enabled },
      });
    await put(false);
    webhooks.work();
    await account.record(countryChanged(ICCID, 'AT'));
    await put(true);
    await account.record(countryChanged(ICCID, 'DE'));
    await receiver.arrived(1);
    expect(bodiesOf(receiver.received)).toMatchObject([{ newCountry: 'DE' }]);
    expect(await account.deliveries()).toHaveLength(1);
  });

  it('by deleting it: what was on its way is failed, and nothing is sent any more', async () => {
    const listener = await webhooks.listen((response) => response.writeHead(500).end());
    const { receiver, account } = listener;
    const clock = createTestClock(Date.now());
    const deliveries = webhooks.work({ clock });
    await account.record(countryChanged());
    await listener.account.only(({ attempts }) => attempts.length === 1);
    await account.call('DELETE', '/gigastore/webhooks/country-change');
    expect(await listener.account.only(() => true)).toMatchObject({ status: 'failed' });
    clock.ms += DAY_MS;
    const other = await webhooks.listen();
    await account.record(countryChanged());
    await other.account.record(countryChanged());
    deliveries.nudge();
    await other.receiver.arrived(1);
    expect(receiver.received).toHaveLength(1);
  });
});
