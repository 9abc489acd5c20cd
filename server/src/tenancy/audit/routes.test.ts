import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import type { Call } from '../../../test/support/slice.ts';
import { audit, type Change } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { recordChanges, type showAuditEntry } from './index.ts';

type Shown = ReturnType<typeof showAuditEntry>;

let reseller: Reseller;
let team: Call;
const store = await forThisFile(openStore());
await loadPlans(store.db);

beforeEach(async () => {
  reseller = await openReseller(store);
  team = await reseller.callerFor('team');
});

async function list(query = ''): Promise<Shown[]> {
  const answer = await team('GET', `/gigastore/audit-log${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().items;
}
const actions = async (query = '') => (await list(query)).map(({ action }) => action);

/** Records changes of the platform in this company, one transaction each. */
async function record(changes: Partial<Change>[], accountId: string | null = reseller.id) {
  for (const change of changes) {
    const whole = { action: 'thing.changed', target: null, before: null, after: null, ...change };
    const author = {
      ...{ organizationId: reseller.organizationId, accountId, requestId: 'r' },
      actor: { kind: 'platform', name: '=1+1' } as const,
      remoteAddress: null,
    };
    await store.db.transaction((tx) => recordChanges({ ...author, db: tx }, [whole]));
  }
}

describe('the audit log', () => {
  it('shows who changed what in both accounts, newest first', async () => {
    const made = await reseller.call('POST', '/gigastore/api-keys', { body: { name: 'Till' } });
    await record([{ action: 'account.suspended' }], reseller.liveAccountId);
    await record([{ action: 'member.invited' }], null);
    const shown = await list();
    expect(shown.map(({ action }) => action)).toEqual([
      'member.invited',
      'account.suspended',
      'api_key.created',
    ]);
    expect(shown.map(({ accountId }) => accountId)).toEqual([
      null,
      reseller.liveAccountId,
      reseller.id,
    ]);
    expect(shown[2]).toMatchObject({
      ...{ target: made.json().clientId, before: null },
      after: { name: 'Till' },
    });
  });

  it('is of one company only', async () => {
    await record([{}]);
    const stranger = await openReseller(store);
    const theirs = await (await stranger.callerFor('team'))('GET', '/gigastore/audit-log');
    expect(theirs.json()).toEqual({ items: [], nextCursor: null });
  });

  it('tells what became of an item, and of a refused change nothing', async () => {
    const path = `/gigastore/products/inventory/${reseller.items.europe}`;
    await reseller.call('PUT', path, { body: { active: false } });
    const refused = await reseller.call('PUT', path, { body: { retailPrice: { priceValue: 1 } } });
    expect(refused.statusCode).toBe(400);
    expect(await list()).toMatchObject([
      {
        action: 'inventory_item.updated',
        target: reseller.items.europe,
        before: { active: true },
        after: { active: false },
        actor: { kind: 'api_key', id: reseller.key.clientId, name: 'test' },
        remoteAddress: '127.0.0.1',
      },
    ]);
  });

  it('tells which fields of a customer changed, and not to what', async () => {
    const { customerUid } = await reseller.sell();
    const path = `/gigastore/activations/customers/${customerUid}`;
    await reseller.call('PUT', path, { body: { customerEmail: 'jo@example.com' } });
    await reseller.call('DELETE', path);
    expect(await list(`?target=${customerUid}`)).toMatchObject([
      { action: 'customer.erased', before: null, after: null },
      { action: 'customer.updated', before: null, after: { fields: ['email'] } },
    ]);
  });

  it('outlives a reset of the sandbox', async () => {
    await reseller.sell();
    await reseller.call('POST', '/gigastore/sandbox/reset');
    expect(await actions()).toEqual(['sandbox.reset', 'package.sold']);
  });
});

describe('the list', () => {
  it.each([
    ['action=api_key', ['api_key.revoked', 'api_key.created']],
    ['action=api_key.r', ['api_key.revoked']],
    ['action=pi_key', []],
    ['action=api%25', []],
    ['target=k1', ['api_key.revoked', 'api_key.created']],
    ['target=k1&action=thing', []],
    ['actor=platform', ['thing.changed', 'api_key.revoked', 'api_key.created']],
    ['actor=nobody', []],
    ['from=2020-01-01', ['thing.changed', 'api_key.revoked', 'api_key.created']],
    ['to=2020-01-01', []],
    ['from=9000-01-01', []],
    ['account=x', []],
  ])('is filtered by %s', async (query, expected) => {
    await record([
      { action: 'api_key.created', target: 'k1' },
      { action: 'api_key.revoked', target: 'k1' },
      { target: 'k2' },
    ]);
    expect(await actions(`?${query}`)).toEqual(expected);
  });

  it('is filtered by account', async () => {
    await record([{ action: 'of.sandbox' }]);
    await record([{ action: 'of.live' }], reseller.liveAccountId);
    await record([{ action: 'of.company' }], null);
    expect(await actions(`?account=${reseller.liveAccountId}`)).toEqual(['of.live']);
    expect(await actions(`?account=${newId()}`)).toEqual([]);
  });

  it('goes on page by page, also within one moment', async () => {
    const { organizationId, id: accountId } = reseller;
    const drafts = Array.from({ length: 7 }, (_, index) => ({ target: String(index) }));
    await store.db.transaction((tx) =>
      recordChanges(
        {
          db: tx,
          ...{ organizationId, accountId, requestId: 'r', remoteAddress: null },
          actor: { kind: 'platform', name: 'Gigastore' },
        },
        drafts.map((draft) => ({ action: 'a.b', before: null, after: null, ...draft })),
      ),
    );
    const seen: (string | null)[] = [];
    for (let after = ''; ; ) {
      const page = (await team('GET', `/gigastore/audit-log?limit=3${after}`)).json();
      seen.push(...(page.items as Shown[]).map(({ target }) => target));
      if (page.nextCursor === null) break;
      after = `&after=${page.nextCursor}`;
    }
    expect(seen).toEqual(['6', '5', '4', '3', '2', '1', '0']);
  });

  it.each([['x'], ['WyJ4IiwieSJd'], ['WyIxIl0']])('refuses the cursor %s', async (after) => {
    const answer = await team('GET', `/gigastore/audit-log?after=${after}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors[0].path).toBe('/after');
  });

  it('comes as CSV that no spreadsheet computes, page by page', async () => {
    await record([{ after: { a: 'x,"y"' } }, { target: '@cmd' }]);
    const headers = { accept: 'text/csv' };
    const first = await team('GET', '/gigastore/audit-log?limit=1', { headers });
    expect(first.headers['content-type']).toBe('text/csv; charset=utf-8');
    const next = /^<(.+)>; rel="next"$/.exec(String(first.headers.link))?.[1] ?? '';
    const second = await team('GET', next, { headers });
    expect(second.headers.link).toBeUndefined();
    const rows = [first, second].flatMap(({ body }) => parse(body, { columns: true }) as object[]);
    expect(rows).toMatchObject([
      { target: "'@cmd", actorName: "'=1+1", accountId: reseller.id, remoteAddress: '' },
      { after: '{"a":"x,"y""}'.replaceAll('"y"', '\\"y\\"'), before: '', target: '' },
    ]);
  });

  it('is for those who lead the team', async () => {
    const answer = await reseller.call('GET', '/gigastore/audit-log');
    expect(answer.json().code).toBe('insufficient_scope');
  });

  it.each([
    [sql``, 'organization_id ='],
    [sql`and actor_id = 'x'`, 'actor_id ='],
    [sql`and target = 'x'`, 'target ='],
    [sql`and account_id = '01980000-0000-7000-8000-000000000000'`, 'account_id ='],
  ])('finds what is asked by an index: %#', async (condition, found) => {
    const rows = await store.db.transaction(async (tx) => {
      await tx.run(sql`set local enable_seqscan = off`);
      await tx.run(sql`set local enable_bitmapscan = off`);
      return tx.rows<{ 'QUERY PLAN': string }>(sql`
        explain (costs off)
        select id from audit_log
        where organization_id = ${reseller.organizationId} ${condition}
        order by at desc, id desc
        limit 50`);
    });
    const lines = rows.map((row) => row['QUERY PLAN']).filter((line) => line.includes('Cond:'));
    expect(lines).not.toEqual([]);
    expect(lines.filter((line) => !line.includes(found))).toEqual([]);
  });
});

it('a verb that is called without notes keeps none', () => {
  expect(() => audit({}, { action: 'a.b', target: null, before: null, after: null })).not.toThrow();
});
