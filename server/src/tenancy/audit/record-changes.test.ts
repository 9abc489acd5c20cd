import { Type } from 'typebox';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditEntries } from '../../../test/support/audit-entries.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { sabotage } from '../../../test/support/sabotage.ts';
import {
  loadPlans,
  openShop,
  registration,
  sell,
  sellTogether,
  WHOLESALE_MINOR,
} from '../../../test/support/shop.ts';
import { type Call, openSlice, type TestAccount } from '../../../test/support/slice.ts';
import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sql } from '../../platform/db/database.ts';
import { operation } from '../../platform/http/operation.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { type WriteParts, write } from '../../platform/http/write.ts';
import { type AuditEntry, recordChanges, recordSoldPackages } from './index.ts';

const params = Type.Object({ lamp: Type.String() });
const body = Type.Object({
  watts: Type.Optional(Type.Integer()),
  password: Type.Optional(Type.String()),
  customerEmail: Type.Optional(Type.String()),
});
let faulty: WriteParts['db'] | undefined;

/** Test verbs: switching a lamp records its changes, buying one records none. */
function registerLamps(app: App, parts: WriteParts): void {
  const about = { tag: 'Test', summary: 'A lamp', body };
  app.post(
    '/lamps',
    { config: { scope: 'manage' }, schema: operation({ id: 'buyLamp', ...about }) },
    (_, reply) => write(parts, reply, async () => ({ id: 'lamp-1' })),
  );
  app.put(
    '/lamps/:lamp',
    { config: { scope: 'manage' }, schema: operation({ id: 'switchLamp', ...about, params }) },
    (request, reply) =>
      write({ ...parts, db: faulty ?? parts.db }, reply, async (scope) => {
        const { lamp: target } = request.params;
        const { watts } = request.body;
        const change = { target, before: { watts: 0 }, after: { watts } };
        audit(scope, { action: 'lamp.switched', ...change });
        await scope.db.run(sql`select 1`);
        if (watts === 1000) throw new Refusal('out_of_stock', 'That is a sun.');
        return undefined;
      }),
  );
}

let account: TestAccount;
let call: Call;
const slice = await forThisFile(openSlice(registerLamps));
await loadPlans(slice.db);

beforeEach(async () => {
  faulty = undefined;
  account = await slice.newAccount();
  call = await account.caller();
});

const entries = (organizationId = account.organizationId) =>
  slice.db.rows<AuditEntry>(sql`
    select at, account_id as "accountId", actor_kind as "actorKind", actor_id as "actorId",
      actor_name as "actorName", action, target, before, after,
      remote_address as "remoteAddress", request_id as "requestId"
    from ${auditEntries}
    where organization_id = ${organizationId}
    order by at, id`);

describe('a change by a key', () => {
  it('that its verb notes is kept as noted, with who, where from and which call', async () => {
    const headers = { 'X-Request-Id': 'request-7' };
    const before = Date.now();
    await call('PUT', '/lamps/hall', { body: { watts: 5 }, headers });
    const [entry, ...others] = await entries();
    expect(others).toEqual([]);
    expect(entry).toEqual({
      at: expect.any(Date),
      accountId: account.id,
      actorKind: 'api_key',
      actorId: expect.stringMatching(/^key_/),
      actorName: 'test',
      action: 'lamp.switched',
      target: 'hall',
      before: { watts: 0 },
      after: { watts: 5 },
      remoteAddress: '127.0.0.1',
      requestId: 'request-7',
    });
    expect(Math.abs((entry?.at.getTime() ?? 0) - before)).toBeLessThan(60_000);
  });

  it('that its verb does not note is kept as it was asked, without secrets', async () => {
    const asked = { watts: 5, password: 'pssst', customerEmail: 'jo@example.com' };
    await call('POST', '/lamps', { body: asked });
    expect(await entries()).toMatchObject([
      {
        action: 'buyLamp',
        target: 'lamp-1',
        before: null,
        after: { watts: 5, password: '[redacted]', customerEmail: '[redacted]' },
      },
    ]);
  });

  it('that is refused leaves nothing, and neither does a repetition', async () => {
    const refused = await call('PUT', '/lamps/hall', { body: { watts: 1000 } });
    expect(refused.statusCode).toBe(409);
    expect(await entries()).toEqual([]);
    const headers = { 'Idempotency-Key': 'once' };
    for (let count = 0; count < 3; count += 1) {
      await call('PUT', '/lamps/hall', { body: { watts: 5 }, headers });
    }
    expect(await entries()).toHaveLength(1);
  });

  it('is kept once when the database asks for another attempt', async () => {
    const { db, struck } = sabotage(slice.db, { at: 1, fault: 'serialization failure' });
    const flaky = sabotage(slice.db, { at: 2, fault: 'serialization failure' });
    for (const [each, hit] of [
      [db, struck],
      [flaky.db, flaky.struck],
    ] as const) {
      faulty = each;
      expect((await call('PUT', '/lamps/hall', { body: { watts: 5 } })).statusCode).toBe(200);
      expect(hit()).toBe(true);
    }
    expect(await entries()).toHaveLength(2);
  });
});

describe('a sale', () => {
  it('is one row, with its batch, and a refused one is none', async () => {
    const shop = await openShop(slice.db, WHOLESALE_MINOR * 2n);
    const kinds = [registration(shop), registration(shop), registration(shop)];
    expect(await sellTogether(shop, kinds)).toEqual([
      'PURCHASED',
      'PURCHASED',
      'insufficient_credits',
    ]);
    const rows = await entries(shop.ctx.organizationId);
    expect(rows.map(({ action }) => action)).toEqual(['package.sold', 'package.sold']);
    expect(rows[0]).toMatchObject({
      accountId: shop.ctx.accountId,
      actorId: 'test',
      after: {
        kind: 'register',
        inventoryItemId: shop.items.worldwide,
        charged: { priceValue: 2 },
      },
    });
  });

  it('that is asked again under its key is still one', async () => {
    const shop = await openShop(slice.db);
    const { sold } = await sell(shop, registration(shop), 'k');
    await sell(shop, registration(shop), 'k');
    const rows = await entries(shop.ctx.organizationId);
    expect(rows.map(({ target }) => target)).toEqual([sold.activatedItem.uid]);
  });
});

describe('the entries of sales', () => {
  const authors = (accountId: string) =>
    slice.db.rows<{ id: string; remoteAddress: string | null }>(sql`
      select id, remote_address as "remoteAddress" from audit_authors
      where account_id = ${accountId}`);

  it('share who sold from where on that day, and name each request', async () => {
    const shop = await openShop(slice.db);
    const asked = (requestId: string, more: object = {}) =>
      registration(shop, { ctx: { ...shop.ctx, requestId, ...more } });
    await sellTogether(shop, [asked('r1'), asked('r2')]);
    await sell(shop, asked('r3'));
    await sell(shop, asked('r4', { remoteAddress: '203.0.113.1' }));
    expect(await authors(shop.ctx.accountId)).toHaveLength(2);
    const rows = await entries(shop.ctx.organizationId);
    expect(rows.map(({ requestId }) => requestId).sort()).toEqual(['r1', 'r2', 'r3', 'r4']);
    const elsewhere = rows.filter(({ remoteAddress }) => remoteAddress === '203.0.113.1');
    expect(elsewhere.map(({ requestId }) => requestId)).toEqual(['r4']);
    expect(rows.filter(({ target }) => target === null)).toEqual([]);
  });

  it('have an author also when the sale that named it first was rolled back', async () => {
    const shop = await openShop(slice.db);
    const { accountId, organizationId } = shop.ctx;
    const draft = {
      ...{ organizationId, accountId, requestId: 'r', remoteAddress: '203.0.113.2' },
      actor: { kind: 'platform', name: 'Gigastore' } as const,
      kind: 'register' as const,
      ...{ customerId: newId(), inventoryItemId: newId(), chargedMinor: 250n },
    };
    const once = (fault?: Error) =>
      slice.db.transaction(async (tx) => {
        await recordSoldPackages(tx, [{ ...draft, packageId: newId() }]);
        if (fault) throw fault;
      });
    await expect(once(new Error('rolled back'))).rejects.toThrow('rolled back');
    await Promise.all([once(), once(), once()]);
    expect(await authors(accountId)).toHaveLength(1);
    expect(await entries(organizationId)).toHaveLength(3);
  });

  it('are not changed, deleted or truncated; only an address may go', async () => {
    const shop = await openShop(slice.db);
    const { accountId, organizationId } = shop.ctx;
    await sell(shop, registration(shop));
    const refused = /append-only/;
    const mine = sql`where account_id = ${accountId}`;
    for (const statement of [
      sql`delete from audit_sales ${mine}`,
      sql`delete from audit_authors ${mine}`,
      sql`update audit_sales set charged_minor = 1 ${mine}`,
      sql`update audit_authors set actor_id = 'other' ${mine}`,
      sql`update audit_authors set remote_address = '10.0.0.1' ${mine}`,
      sql`truncate audit_sales`,
      sql`truncate audit_authors`,
    ]) {
      await expect(slice.db.run(statement)).rejects.toThrow(refused);
    }
    const [before] = await entries(organizationId);
    await slice.db.run(sql`update audit_authors set remote_address = null ${mine}`);
    expect(await entries(organizationId)).toEqual([{ ...before, remoteAddress: null }]);
  });
});

describe('the log', () => {
  const change = { action: 'account.suspended', target: null, before: null, after: null };
  const author = () => ({
    organizationId: account.organizationId,
    accountId: account.liveAccountId,
    actor: { kind: 'platform', name: 'Gigastore' } as const,
    requestId: 'r',
    remoteAddress: '203.0.113.9',
  });

  it('of a company has what the platform changed there', async () => {
    await slice.db.transaction((tx) => recordChanges({ ...author(), db: tx }, [change, change]));
    expect(await entries()).toMatchObject([
      { actorKind: 'platform', actorName: 'Gigastore', accountId: account.liveAccountId },
      { actorKind: 'platform' },
    ]);
  });

  it('is not changed, deleted or truncated; only an address may go', async () => {
    await slice.db.transaction((tx) => recordChanges({ ...author(), db: tx }, [change]));
    const { organizationId } = account;
    const refused = /append-only/;
    const mine = sql`where organization_id = ${organizationId}`;
    await expect(slice.db.run(sql`delete from audit_log ${mine}`)).rejects.toThrow(refused);
    await expect(slice.db.run(sql`update audit_log set action = 'other' ${mine}`)).rejects.toThrow(
      refused,
    );
    await expect(
      slice.db.run(sql`update audit_log set remote_address = '10.0.0.1' ${mine}`),
    ).rejects.toThrow(refused);
    await expect(
      slice.db.run(sql`update audit_log set remote_address = null, target = 'x' ${mine}`),
    ).rejects.toThrow(refused);
    await expect(slice.db.run(sql`truncate audit_log`)).rejects.toThrow(refused);
    await slice.db.run(sql`update audit_log set remote_address = null ${mine}`);
    expect(await entries()).toMatchObject([{ ...change, remoteAddress: null }]);
  });

  it('takes no change without a name for it', async () => {
    const nameless = { ...change, action: '' };
    await expect(
      slice.db.transaction((tx) => recordChanges({ ...author(), db: tx }, [nameless])),
    ).rejects.toThrow('audit_log_action_check');
  });
});
