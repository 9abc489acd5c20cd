import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import type { Call } from '../../../test/support/slice.ts';
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

async function record(action: string, { target = null, accountId = reseller.id }: Of = {}) {
  const author = {
    ...{ organizationId: reseller.organizationId, accountId, requestId: 'r' },
    actor: { kind: 'platform', name: 'Gigastore' } as const,
    remoteAddress: null,
  };
  const change = { action, target, before: null, after: null };
  await store.db.transaction((tx) => recordChanges({ ...author, db: tx }, [change]));
}
type Of = { target?: string | null; accountId?: string };

describe('a sale', () => {
  it('is shown among all other changes, as it was when it was kept with them', async () => {
    await record('a.before');
    const { activatedItemUid, customerUid } = await reseller.sell();
    await record('a.between');
    const second = await reseller.sell();
    const topUp = await reseller.call('POST', '/gigastore/activations/top-up', {
      body: { customerUid: second.customerUid, inventoryItemId: reseller.items.worldwide },
    });
    expect(topUp.statusCode, topUp.body).toBe(200);
    await record('a.behind', { accountId: reseller.liveAccountId });
    const shown = await list();
    expect(shown.map(({ action }) => action)).toEqual([
      'a.behind',
      'package.sold',
      'package.sold',
      'a.between',
      'package.sold',
      'a.before',
    ]);
    expect(shown.map(({ target }) => target)).toEqual([
      null,
      topUp.json().activatedItem.uid,
      second.activatedItemUid,
      null,
      activatedItemUid,
      null,
    ]);
    expect(shown[4]).toEqual({
      id: expect.any(String),
      at: expect.any(String),
      accountId: reseller.id,
      actor: { kind: 'api_key', id: reseller.key.clientId, name: 'test' },
      action: 'package.sold',
      target: activatedItemUid,
      before: null,
      after: {
        kind: 'register',
        customerUid,
        inventoryItemId: reseller.items.worldwide,
        charged: { sortIndex: 0, priceValue: 2, currencyCode: 'USD' },
      },
      remoteAddress: '127.0.0.1',
      requestId: expect.stringMatching(/./),
    });
    expect(shown[1]?.after?.kind).toMatch(/^top_up/);
  });

  it('is found by each filter, and page by page', async () => {
    const sold = [await reseller.sell(), await reseller.sell(), await reseller.sell()].reverse();
    const uids = sold.map(({ activatedItemUid }) => activatedItemUid);
    await record('package.refunded', { target: uids[0] ?? '' });
    const targets = async (query: string) => (await list(query)).map(({ target }) => target);
    const moment = (await list(`?target=${uids[1]}`))[0]?.at ?? '';
    const later = new Date(Date.parse(moment) + 1).toISOString();
    expect(await targets(`?actor=${reseller.key.clientId}`)).toEqual(uids);
    expect(await targets('?actor=platform')).toEqual([uids[0]]);
    expect(await targets(`?account=${reseller.id}&action=package.sold`)).toEqual(uids);
    expect(await targets('?action=package')).toEqual([uids[0], ...uids]);
    expect(await targets('?action=package.r')).toEqual([uids[0]]);
    expect(await targets(`?account=${reseller.liveAccountId}`)).toEqual([]);
    expect(await targets(`?target=${uids[0]}`)).toEqual([uids[0], uids[0]]);
    expect(await targets(`?from=${moment}&to=${later}`)).toEqual([uids[1]]);
    expect(await targets('?to=2020-01-01')).toEqual([]);
    const seen: (string | null)[] = [];
    for (let after = ''; ; ) {
      const page = (await team('GET', `/gigastore/audit-log?limit=1${after}`)).json();
      seen.push(...(page.items as Shown[]).map(({ target }) => target));
      if (page.nextCursor === null) break;
      after = `&after=${page.nextCursor}`;
    }
    expect(seen).toEqual([uids[0], ...uids]);
  });

  it('comes as CSV like every other change', async () => {
    const { activatedItemUid } = await reseller.sell();
    const headers = { accept: 'text/csv' };
    const { body } = await team('GET', '/gigastore/audit-log', { headers });
    const [row] = parse(body, { columns: true }) as Record<string, string>[];
    expect(row).toMatchObject({ action: 'package.sold', target: activatedItemUid, before: '' });
    expect(Object.keys(JSON.parse(row?.after ?? ''))).toEqual([
      'kind',
      'charged',
      'customerUid',
      'inventoryItemId',
    ]);
  });

  it.each([
    [sql``, 'account_id ='],
    [sql`and actor_hash = 7`, 'actor_hash ='],
    [sql`and at = '2026-01-01' and id = '01980000-0000-7000-8000-000000000000'`, 'id ='],
  ])('is found by an index: %#', async (condition, found) => {
    const rows = await store.db.transaction(async (tx) => {
      await tx.run(sql`set local enable_seqscan = off`);
      await tx.run(sql`set local enable_bitmapscan = off`);
      return tx.rows<{ 'QUERY PLAN': string }>(sql`
        explain (costs off)
        select id from audit_sales
        where account_id = ${reseller.id} ${condition}
        order by at desc, id desc
        limit 50`);
    });
    const lines = rows.map((row) => row['QUERY PLAN']);
    expect(lines.filter((line) => line.includes('->  Sort'))).toEqual([]);
    const conditions = lines.filter((line) => line.includes('Cond:'));
    expect(conditions).not.toEqual([]);
    expect(conditions.filter((line) => !line.includes(found))).toEqual([]);
  });
});
