import { describe, expect, it, vi } from 'vitest';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { countryChanged, openWebhooks } from '../../../../test/support/webhooks.ts';
import { sql } from '../../../platform/db/database.ts';

const webhooks = await forThisFile(openWebhooks());

const MINUTE_MS = 60_000;

describe('a receiver that answers 429 or 503 with Retry-After', () => {
  it.each([429, 503])('gets nothing more before that time: %s', async (status) => {
    const { receiver, account } = await webhooks.listen((response) =>
      response.writeHead(status, { 'Retry-After': '120' }).end(),
    );
    let nowMs = Date.now();
    const deliveries = webhooks.work({ clock: () => nowMs });
    await account.record(countryChanged());
    const first = await account.only(({ attempts }) => attempts.length === 1);
    const next = Date.parse(first.nextAttemptAt ?? '');
    expect(next - nowMs).toBeGreaterThanOrEqual(2 * MINUTE_MS);
    await vi.waitFor(async () => {
      const { pausedUntil } = await account.webhook('country-change');
      expect(Date.parse(pausedUntil)).toBe(nowMs + 2 * MINUTE_MS);
    });

    receiver.answerWith((response) => response.end());
    await account.record(countryChanged(), countryChanged());
    nowMs += MINUTE_MS;
    deliveries.nudge();
    const other = await webhooks.listen();
    await other.account.record(countryChanged());
    await other.receiver.arrived(1);
    expect(receiver.received).toHaveLength(1);

    nowMs += 2 * MINUTE_MS;
    deliveries.nudge();
    await receiver.arrived(4);
  });

  it('gets nothing before that time from another worker either', async () => {
    const { receiver, account } = await webhooks.listen((response) =>
      response.writeHead(503, { 'Retry-After': '120' }).end(),
    );
    const deliveries = webhooks.work();
    await account.record(countryChanged());
    await account.only(({ attempts }) => attempts.length === 1);
    await deliveries.stop();
    receiver.answerWith((response) => response.end());
    await account.record(countryChanged());
    webhooks.work();
    const other = await webhooks.listen();
    await other.account.record(countryChanged());
    await other.receiver.arrived(1);
    expect(receiver.received).toHaveLength(1);
  });

  it('is asked again after an hour at the latest', async () => {
    const { account } = await webhooks.listen((response) =>
      response.writeHead(429, { 'Retry-After': '999999' }).end(),
    );
    const nowMs = Date.now();
    webhooks.work({ clock: () => nowMs });
    await account.record(countryChanged());
    const { nextAttemptAt } = await account.only(({ attempts }) => attempts.length === 1);
    expect(Date.parse(nextAttemptAt ?? '')).toBe(nowMs + 60 * MINUTE_MS);
  });

  it('is not bound by a pause after its endpoint was set anew', async () => {
    const { receiver, account } = await webhooks.listen((response) =>
      response.writeHead(429, { 'Retry-After': '600' }).end(),
    );
    const deliveries = webhooks.work();
    await account.record(countryChanged());
    await account.only(({ attempts }) => attempts.length === 1);
    const moved = await webhooks.receive();
    await account.set('country-change', moved.url);
    await account.record(countryChanged());
    deliveries.nudge();
    await moved.arrived(1);
    expect(receiver.received).toHaveLength(1);
  });
});

describe('an endpoint with maxPerSecond', () => {
  it('gets no more than that in a second, by the clock', async () => {
    const { receiver, account } = await webhooks.listen();
    await webhooks.db.run(sql`
      update webhook_endpoints set max_per_second = 10 where account_id = ${account.id}`);
    const startedAt = performance.now();
    webhooks.work();
    const iccids = ['89361123300836129514', '89361123300836129522', '89361123300836129530'];
    await account.record(
      ...iccids.flatMap((iccid) => [countryChanged(iccid), countryChanged(iccid)]),
    );
    await receiver.arrived(6);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(500);
  });
});
