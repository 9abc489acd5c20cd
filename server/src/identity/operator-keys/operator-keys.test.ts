import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { openSeller } from '../../../test/support/billing.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { lastMailTo } from '../../../test/support/letters.ts';
import { personOf, type TestPerson } from '../../../test/support/people.ts';
import { sql } from '../../platform/db/database.ts';
import { createOperatorKeys } from './index.ts';

const DAY_MS = 86_400_000;
const store = await forThisFile(openStore());
const operator = await personOf(store, '', 'operator');

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
const draft = (changes: object = {}) => ({
  name: 'Price sync',
  scopes: ['assist'],
  ipAllowList: ['127.0.0.1'],
  expiresAt: inDays(30),
  ...changes,
});

async function create(changes: object = {}, by: TestPerson = operator) {
  const answer = await by.call('POST', '/operator/keys', { body: draft(changes) });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<{ id: string; token: string }>();
}

type Asked = { method?: 'GET' | 'POST' | 'PUT' | 'DELETE'; url?: string; body?: object };

async function ask(token: string, { method = 'GET', url, body }: Asked = {}, from = '127.0.0.1') {
  const answer = await store.app.inject({
    method,
    url: url ?? '/operator/data-plans',
    headers: { authorization: `Bearer ${token}` },
    remoteAddress: from,
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, ...(answer.body ? answer.json() : {}) };
}

describe('an operator key', () => {
  it('calls the routes of its scopes, and is listed without its token', async () => {
    const { id, token } = await create();
    expect(token).toMatch(/^gsop_[0-9a-f]{32}_[\w-]{43}$/);
    expect((await ask(token)).status).toBe(200);
    const body = { name: 'Partners' };
    const write = { method: 'POST', url: '/operator/price-lists', body } as const;
    expect(await ask(token, write)).toMatchObject({ status: 403, code: 'insufficient_scope' });
    const wider = await create({ scopes: ['assist', 'operate'] });
    expect((await ask(wider.token, write)).status).toBe(200);

    const { items } = (await operator.call('GET', '/operator/keys')).json();
    const listed = items.find((key: { id: string }) => key.id === id);
    expect(listed).toMatchObject({
      ...{ name: 'Price sync', scopes: ['assist'], ipAllowList: ['127.0.0.1/32'] },
      createdBy: { id: operator.personId },
      lastUsedAt: expect.any(String),
    });
    expect(JSON.stringify(items)).not.toContain('gsop_');
  });

  it.each([
    ['an empty allow list', '/ipAllowList', { ipAllowList: [] }],
    ['the whole of IPv4', '/ipAllowList/0', { ipAllowList: ['0.0.0.0/0'] }],
    ['a wide range of IPv6', '/ipAllowList/1', { ipAllowList: ['10.0.0.1', '2001::/16'] }],
    ['no address', '/ipAllowList/0', { ipAllowList: ['office'] }],
    ['more than 90 days', '/expiresAt', { expiresAt: inDays(91) }],
    ['an expiry in the past', '/expiresAt', { expiresAt: inDays(-1) }],
    ['no expiry', '/expiresAt', { expiresAt: undefined }],
    ['a scope of resellers', '/scopes/0', { scopes: ['sell'] }],
    ['no scope', '/scopes', { scopes: [] }],
    ['a blank name', '/name', { name: ' ' }],
  ])('is refused with %s', async (_, path, changes) => {
    const answer = await operator.call('POST', '/operator/keys', { body: draft(changes) });
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'invalid_request',
      errors: [{ path }],
    });
  });

  it('works from its addresses only', async () => {
    const { token } = await create({ ipAllowList: ['203.0.113.0/24', '127.0.0.1'] });
    expect((await ask(token, {}, '203.0.113.9')).status).toBe(200);
    expect(await ask(token, {}, '198.51.100.7')).toMatchObject({ status: 403, code: 'forbidden' });
  });

  it('expires', async () => {
    const { token } = await create({ expiresAt: inDays(1) });
    const clock = () => Date.now() + 2 * DAY_MS;
    const keys = createOperatorKeys({ db: store.db, mode: 'sandbox', clock });
    const call = { authorization: `Bearer ${token}`, remoteAddress: '127.0.0.1', requestId: 'r' };
    await expect(keys.authenticate(call)).rejects.toMatchObject({ code: 'token_expired' });
  });

  it('is refused from the call after its revocation, which is audited', async () => {
    const { id, token } = await create();
    expect((await ask(token)).status).toBe(200);
    expect((await operator.call('DELETE', `/operator/keys/${id}`)).statusCode).toBe(204);
    expect(await ask(token)).toMatchObject({ status: 401, code: 'invalid_token' });
    const again = await operator.call('DELETE', `/operator/keys/${id}`);
    expect(again.json()).toMatchObject({ status: 404, code: 'api_key_not_found' });
    const actions = await store.db.rows(sql`
      select action, actor_id from audit_log where target = ${id} order by at, action`);
    expect(actions).toEqual([
      { action: 'operator_key.created', actor_id: operator.personId },
      { action: 'operator_key.revoked', actor_id: operator.personId },
    ]);
  });

  it.each(['gsop_x', `gsop_${'0'.repeat(32)}_${'a'.repeat(43)}`])(
    'is refused when it is made up: %s',
    async (token) => {
      expect(await ask(token)).toMatchObject({ status: 401, code: 'invalid_token' });
    },
  );

  it('with another secret is refused', async () => {
    const { token } = await create();
    const other = token.slice(0, -43) + randomBytes(32).toString('base64url');
    expect(await ask(other)).toMatchObject({ status: 401, code: 'invalid_token' });
  });

  it('neither creates nor revokes keys, and adjusts no credits', async () => {
    const { id, token } = await create({ scopes: ['assist', 'operate'] });
    const account = await store.newAccount();
    const amount = { priceValue: 1, currencyCode: 'USD' };
    for (const asked of [
      { method: 'POST', url: '/operator/keys', body: draft() },
      { method: 'DELETE', url: `/operator/keys/${id}` },
      {
        method: 'POST',
        url: '/operator/adjustments',
        body: { accountId: account.id, direction: 'credit', reason: 'Gift', amount },
      },
    ] as const) {
      expect([asked.url, await ask(token, asked)]).toMatchObject([
        asked.url,
        { status: 403, code: 'forbidden' },
      ]);
    }
  });

  it('may do no more than its creator may now, and ends with the membership', async () => {
    const leaving = await personOf(store, '', 'operator');
    const { token } = await create({ scopes: ['assist', 'operate'] }, leaving);
    const write = { method: 'POST', url: '/operator/price-lists', body: { name: 'P' } } as const;
    await store.db.run(sql`
      update members set role = 'operator-support' where person_id = ${leaving.personId}`);
    expect(await ask(token, write)).toMatchObject({ code: 'insufficient_scope' });
    expect((await ask(token)).status).toBe(200);
    await store.db.run(sql`delete from members where person_id = ${leaving.personId}`);
    expect(await ask(token)).toMatchObject({ status: 401, code: 'invalid_token' });
  });

  it('is repeated with its token only while it is in use', async () => {
    const headers = { 'idempotency-key': 'operator-key-1' };
    const body = draft();
    const first = (await operator.call('POST', '/operator/keys', { body, headers })).json();
    expect(first.token).toMatch(/^gsop_/);
    const repeat = () => operator.call('POST', '/operator/keys', { body, headers });
    expect((await repeat()).json()).toEqual(first);
    await operator.call('DELETE', `/operator/keys/${first.id}`);
    const again = await repeat();
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.json()).toEqual({ ...first, token: null });
  });

  it('is told by mail to the person in whose name it works', async () => {
    const maker = await personOf(store, '', 'operator');
    const { token } = await create({ name: 'Price sync' }, maker);
    const mail = await lastMailTo(store, maker.email);
    expect(mail).toMatchObject({ subject: 'An operator key was created: Price sync' });
    expect(mail.text).not.toContain(token);
    await store.db.run(sql`update people set locale = 'de' where id = ${maker.personId}`);
    await create({ name: 'Preise' }, maker);
    const german = await lastMailTo(store, maker.email);
    expect(german).toMatchObject({ subject: 'Neuer Betreiber-Schlüssel: Preise', locale: 'de' });
  });

  it('neither proposes nor decides what needs a second person, whoever made it', async () => {
    const colleague = await personOf(store, '', 'operator');
    await openSeller(store.db);
    const address = { addressLine1: 'Ring 1', postalCode: '1010', city: 'Wien', country: 'AT' };
    const seller = { legalName: 'Gigastore GmbH', email: 'billing@gigastore.test', ...address };
    const body = { ...seller, iban: 'DE89370400440532013000' };
    const change = await operator.call('PUT', '/operator/seller', { body });
    const { id } = change.json().approvalRequest;
    for (const maker of [operator, colleague]) {
      const { token } = await create({ scopes: ['assist', 'operate'] }, maker);
      for (const how of ['approve', 'reject']) {
        const url = `/operator/approval-requests/${id}/${how}`;
        const answer = await ask(token, { method: 'POST', url });
        expect(answer).toMatchObject({ status: 403 });
      }
      const proposal = await ask(token, { method: 'PUT', url: '/operator/seller', body });
      expect(proposal).toMatchObject({ status: 403, code: 'forbidden' });
    }
    const listed = (await operator.call('GET', '/operator/approval-requests')).json().items;
    expect(listed).toMatchObject([{ id, state: 'pending' }]);
  });

  it('is kept from resellers', async () => {
    const { organizationId } = await store.newAccount();
    const owner = await personOf(store, organizationId, 'owner');
    const answer = await owner.call('POST', '/operator/keys', { body: draft() });
    expect(answer.json()).toMatchObject({ status: 403, code: 'insufficient_scope' });
  });
});
