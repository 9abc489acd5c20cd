import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type TestStore } from '../../../test/support/app.ts';
import { aContext } from '../../../test/support/edge-app.ts';
import { openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import type { AnsweredRequest } from '../../platform/http/observed-requests.ts';
import { createRequestLog, pruneRequests } from './index.ts';
import { MAX_OF_ACCOUNT, MAX_OF_SERVER } from './request-log.ts';

let store: TestStore;
let reseller: Reseller;
beforeAll(async () => {
  store = await openStore();
  await loadPlans(store.db);
});
afterAll(() => store.close());
beforeEach(async () => {
  reseller = await openReseller(store);
});

async function list(query = '') {
  await store.parts.requestLog.flush();
  const answer = await reseller.call('GET', `/gigastore/requests${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().items;
}
async function retrieve(id: string) {
  await store.parts.requestLog.flush();
  return (await reseller.call('GET', `/gigastore/requests/${id}`)).json();
}

describe('the request log', () => {
  it('keeps a sale with its bodies, without secrets and personal data', async () => {
    const body = {
      inventoryItemId: reseller.items.worldwide,
      customerEmail: 'ada@traveller.example',
      metatag: 'order-7',
      userIp: '203.0.113.7',
    };
    const headers = { 'Idempotency-Key': 'sale-7', 'X-Request-Id': 'request-7' };
    const sale = await reseller.call('POST', '/gigastore/activations/register', { body, headers });
    expect(sale.statusCode, sale.body).toBe(200);
    const kept = await retrieve('request-7');
    expect(kept).toMatchObject({
      requestId: 'request-7',
      method: 'POST',
      route: '/gigastore/activations/register',
      path: '/gigastore/activations/register',
      status: 200,
      code: null,
      idempotencyKey: 'sale-7',
      isReplay: false,
      remoteAddress: '127.0.0.1',
      actor: { kind: 'api_key', id: reseller.key.clientId, name: 'test' },
      requestBody: {
        inventoryItemId: reseller.items.worldwide,
        customerEmail: '[redacted]',
        metatag: 'order-7',
        userIp: '[redacted]',
      },
      responseBody: { status: 'success', activatedItem: { uid: sale.json().activatedItem.uid } },
    });
    expect(kept.durationMs).toBeGreaterThanOrEqual(0);
    expect(JSON.stringify(kept)).not.toMatch(/ada@|LPA:1|203\.0\.113/);
    expect(await retrieve(kept.id)).toEqual(kept);
  });

  it('keeps reads and errors, and says which answers were repeated', async () => {
    await reseller.call('GET', '/gigastore/customers-of-nobody');
    await reseller.call('GET', '/gigastore/activations/customers/nobody?only_active_profiles=true');
    const body = { name: 'Till' };
    const headers = { 'Idempotency-Key': 'key-1' };
    await reseller.call('POST', '/gigastore/api-keys', { body, headers });
    await reseller.call('POST', '/gigastore/api-keys', { body, headers });
    const entries = await list();
    expect(
      entries.map(({ method, status, code, isReplay }: never) => [method, status, code, isReplay]),
    ).toEqual([
      ['POST', 200, null, true],
      ['POST', 200, null, false],
      ['GET', 404, 'customer_not_found', false],
    ]);
    const missed = await retrieve(entries[2].id);
    expect(missed).toMatchObject({
      route: '/gigastore/activations/customers/{uid}',
      path: '/gigastore/activations/customers/nobody',
      query: { only_active_profiles: true },
      responseBody: { code: 'customer_not_found' },
    });
    const made = await retrieve(entries[1].id);
    expect(made.responseBody.clientSecret).toBe('[redacted]');
  });

  it('keeps what a key may not do, and of people only changes and errors', async () => {
    const token = await reseller.tokenOf({ scopes: ['read'] });
    await store.app.inject({
      method: 'POST',
      url: '/gigastore/api-keys',
      headers: { authorization: `Bearer ${token}` },
      payload: { name: 'Till' },
    });
    const team = await reseller.callerFor('team');
    await team('GET', '/gigastore/audit-log');
    await team('GET', '/gigastore/audit-log?limit=0');
    const entries = await list();
    expect(
      entries.map(({ actor, code }: never) => [(actor as { kind: string }).kind, code]),
    ).toEqual([
      ['person', 'invalid_request'],
      ['api_key', 'insufficient_scope'],
    ]);
  });

  it('is filtered by everything that it shows, in pages and as CSV', async () => {
    await reseller.call('GET', '/gigastore/credits');
    await reseller.call('GET', '/gigastore/activations/customers/nobody');
    await reseller.call('GET', '/gigastore/esim/nothing/status/connectivity');
    const paths = async (query: string) =>
      (await list(query)).map(({ path }: { path: string }) => path.split('/')[2]);
    expect(await paths('?status=404')).toEqual(['esim', 'activations']);
    expect(await paths('?status=2xx&path=/gigastore/credits')).toEqual(['credits']);
    expect(await paths('?code=customer_not_found&method=GET')).toEqual(['activations']);
    expect(await paths('?method=POST')).toEqual([]);
    expect(await paths(`?actor=${reseller.key.clientId}&status=4xx`)).toHaveLength(2);
    expect(await paths('?to=2026-01-01')).toEqual([]);
    expect(await paths('?idempotency_key=none&request_id=none')).toEqual([]);

    const first = await reseller.call('GET', '/gigastore/requests?status=404&limit=1');
    const { items, nextCursor } = first.json();
    expect(items).toHaveLength(1);
    const next = await reseller.call('GET', `/gigastore/requests?status=404&after=${nextCursor}`);
    expect(next.json().items).toHaveLength(1);
    const headers = { accept: 'text/csv' };
    const csv = await reseller.call('GET', '/gigastore/requests?status=404', { headers });
    expect(csv.body.split('\r\n')).toHaveLength(4);
    const wrong = await reseller.call('GET', '/gigastore/requests?status=9xx');
    expect(wrong.json()).toMatchObject({ code: 'invalid_request', errors: [{ path: '/status' }] });
    const madeUp = await reseller.call('GET', '/gigastore/requests?after=WyJhIiwiYiJd');
    expect(madeUp.json()).toMatchObject({ errors: [{ path: '/after' }] });
  });

  it("shows no other account's requests", async () => {
    const headers = { 'X-Request-Id': 'shared' };
    await reseller.call('GET', '/gigastore/credits', { headers });
    await store.parts.requestLog.flush();
    const stranger = await openReseller(store);
    const answer = await stranger.call('GET', '/gigastore/requests/shared');
    expect(answer.json()).toMatchObject({ code: 'request_not_found', status: 404 });
  });
});

describe('a request log', () => {
  function answered(
    changes: Partial<AnsweredRequest> & { accountId?: string } = {},
  ): AnsweredRequest {
    const { accountId = reseller.id, ...more } = changes;
    return {
      context: aContext({ accountId, requestId: 'r' }),
      method: 'GET',
      operation: 'getA',
      refusal: undefined,
      route: '/a',
      path: '/a',
      query: {},
      body: undefined,
      payload: undefined,
      status: 200,
      durationMs: 1,
      idempotencyKey: undefined,
      isReplay: false,
      userAgent: undefined,
      ...more,
    };
  }
  const times = (count: number, keep: () => void) => Array.from({ length: count }).forEach(keep);

  it('keeps a bounded number a second, of an account and in all, and errors beyond', async () => {
    const clock = () => Date.parse('2026-11-01T00:00:00Z');
    const log = createRequestLog({ db: store.db, clock });
    times(MAX_OF_ACCOUNT + 10, () => log.keep(answered()));
    expect(log.lost()).toEqual({ limited: 10, failed: 0 });
    log.keep(answered({ status: 500 }));
    expect(log.lost()).toEqual({ limited: 10, failed: 0 });
    const room = MAX_OF_SERVER - MAX_OF_ACCOUNT - 1;
    times(room + 5, () => log.keep(answered({ accountId: newId() })));
    expect(log.lost()).toEqual({ limited: 15, failed: 0 });
    // Accounts that are not there: the batch is refused, without an error for anybody.
    await log.flush();
    expect(log.lost().failed).toBeGreaterThan(0);
  });

  it('keeps no body that is long, and NUL characters in no form', async () => {
    const log = createRequestLog({ db: store.db, clock: () => Date.now() });
    const body = { text: 'x'.repeat(5_000), list: Array(500).fill('long enough') };
    log.keep(answered({ method: 'POST', body, query: { name: 'a\0b' }, path: '/long' }));
    await log.flush();
    expect(log.lost()).toEqual({ limited: 0, failed: 0 });
    const [{ id }] = await list('?path=/long');
    expect(await retrieve(id)).toMatchObject({ requestBody: null, query: { name: 'a\ufffdb' } });
  });

  it('shows the last 30 days and drops older months', async () => {
    const old = Date.now() - 31 * 86_400_000;
    const log = createRequestLog({ db: store.db, clock: () => old });
    log.keep(answered({ path: '/old' }));
    await log.flush();
    expect(await list('?path=/old')).toEqual([]);

    await store.db.run(sql`
      create table api_requests_p202001 partition of api_requests
      for values from ('2020-01-01T00:00:00Z') to ('2020-02-01T00:00:00Z')`);
    expect(await pruneRequests(store.db)).toEqual(['api_requests_p202001']);
    expect(await pruneRequests(store.db)).toEqual([]);
  });
});
