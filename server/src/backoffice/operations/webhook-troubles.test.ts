import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { addDelivery, EXPIRED, openFailing } from '../../../test/support/failing-endpoint.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';

const HOUR_MS = 3_600_000;

const store = await forThisFile(openStore());
const { call } = await personOf(store, '', 'operator');
const support = await personOf(store, '', 'operator-support');

type Fields = Record<string, unknown>;
const listed = async (path: string): Promise<Fields[]> => (await call('GET', path)).json().items;
const retry = async (path: string, body: object, headers = {}) =>
  (await call('POST', `/operator/${path}/retry`, { body, headers })).json();

const deliveryOf = ({ accountId, id }: { accountId: string; id: string }) =>
  store.db.row<{ status: string }>(sql`
    select status
    from webhook_deliveries
    where account_id = ${accountId}
      and id = ${id}`);

describe('webhooks of all accounts', () => {
  it('lists failing endpoints with their company, last error and what waits', async () => {
    const { accountId, organizationId, since } = await openFailing(store);
    const [endpoint] = await listed(
      `/operator/webhook-endpoints?organization_id=${organizationId}`,
    );
    expect(endpoint).toEqual({
      ...{ accountId, mode: 'sandbox', organizationId, organizationName: 'Shop' },
      ...{ event: 'esim-status', url: 'https://shop.test/hooks', state: 'failing' },
      ...{ since: since.toISOString(), lastError: EXPIRED, disabledReason: null, undelivered: 1 },
    });
  });

  it('lists disabled endpoints, page by page and by state', async () => {
    const made = [await openFailing(store), await openFailing(store), await openFailing(store)];
    for (const { accountId } of made) {
      await store.db.run(sql`
        update webhook_endpoints
        set enabled = false, disabled_at = ${new Date(Date.now() - HOUR_MS)},
          disabled_reason = 'It answered 410.'
        where account_id = ${accountId}`);
    }
    const seen: unknown[] = [];
    let after = '';
    do {
      const page = await call('GET', `/operator/webhook-endpoints?state=disabled&limit=2${after}`);
      const { items, nextCursor } = page.json();
      seen.push(...items.map((item: Fields) => item.accountId));
      after = nextCursor ? `&after=${nextCursor}` : '';
    } while (after);
    expect(seen).toHaveLength(3);
    expect(new Set(seen)).toEqual(new Set(made.map(({ accountId }) => accountId)));
    const [first] = made;
    const body = { endpoints: [{ accountId: first?.accountId, event: 'esim-status' }] };
    expect((await retry('webhook-endpoints', body)).items[0].outcome).toBe('not_possible');
  });

  it('retries a selection of deliveries once, and tells both logs', async () => {
    const own = await openFailing(store);
    const failed = await listed(
      `/operator/webhook-deliveries?state=failed&organization_id=${own.organizationId}`,
    );
    expect(failed).toMatchObject([{ id: own.id, state: 'failed', lastError: EXPIRED }]);
    const lost = newId();
    const body = {
      deliveries: [
        { accountId: own.accountId, id: own.id },
        { accountId: own.accountId, id: lost },
        { accountId: newId(), id: own.id },
      ],
    };
    const both = await Promise.all([
      retry('webhook-deliveries', body),
      retry('webhook-deliveries', body),
    ]);
    expect(both.map(({ retried }) => retried).toSorted()).toEqual([0, 1]);
    for (const { items } of both) {
      expect(items.map(({ id }: Fields) => id)).toEqual([own.id, lost, own.id]);
      expect(items[1].outcome).toBe('not_found');
      expect(items[2].outcome).toBe('not_found');
    }
    expect(await deliveryOf(own)).toEqual({ status: 'pending' });
    const entries = await store.db.rows<{ organizationId: string }>(sql`
      select organization_id as "organizationId"
      from audit_log
      where action = 'delivery.replayed'
        and target = ${own.id}`);
    expect(entries).toHaveLength(2);
    expect(entries.map(({ organizationId }) => organizationId)).toContain(own.organizationId);
  });

  it('leaves a delivery that arrived meanwhile as it is', async () => {
    const own = await openFailing(store);
    await store.db.run(sql`
      update webhook_deliveries
      set status = 'delivered'
      where account_id = ${own.accountId}`);
    const body = { deliveries: [{ accountId: own.accountId, id: own.id }] };
    expect((await retry('webhook-deliveries', body)).items[0].outcome).toBe('not_needed');
    expect(await deliveryOf(own)).toEqual({ status: 'delivered' });
  });

  it('retries all that a failing endpoint has missed, once', async () => {
    const own = await openFailing(store);
    await addDelivery(store, own);
    const body = { endpoints: [{ accountId: own.accountId, event: own.event }] };
    const headers = { 'idempotency-key': newId() };
    const first = await retry('webhook-endpoints', body, headers);
    expect(first).toEqual({ retried: 1, items: [{ id: own.event, outcome: 'retried' }] });
    expect(await retry('webhook-endpoints', body, headers)).toEqual(first);
    expect((await retry('webhook-endpoints', body)).items[0].outcome).toBe('not_needed');
    expect(await deliveryOf(own)).toEqual({ status: 'pending' });
  });

  it('lets support look and not retry', async () => {
    const { accountId, id } = await openFailing(store);
    const look = await support.call('GET', '/operator/webhook-deliveries');
    expect(look.statusCode).toBe(200);
    const body = { deliveries: [{ accountId, id }] };
    const refused = await support.call('POST', '/operator/webhook-deliveries/retry', { body });
    expect(refused.json()).toMatchObject({ status: 403, code: 'insufficient_scope' });
  });

  it.each([
    'webhook-endpoints',
    'webhook-deliveries',
    'jobs',
    'mails',
    'sign-ins',
    'refused-calls',
  ])('refuses a made-up cursor of %s', async (path) => {
    const cursors = [['x'], ['x', 'y'], ['x', 'y', 'z']].map((keys) =>
      Buffer.from(JSON.stringify(keys)).toString('base64url'),
    );
    for (const after of cursors) {
      const answer = await call('GET', `/operator/${path}?after=${after}`);
      expect(answer.json()).toMatchObject({ status: 400, errors: [{ path: '/after' }] });
    }
  });
});
