import { describe, expect, it } from 'vitest';
import { auditEntries } from '../../../test/support/audit-entries.ts';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  loadPlans,
  openCounter,
  openShop,
  registration,
  type Shop,
  sell,
  topUp,
  WHOLESALE_MINOR,
} from '../../../test/support/shop.ts';
import { watched } from '../../../test/support/watched.ts';
import type { Context } from '../../kernel/context.ts';
import type { Mandate } from '../../kernel/mandate.ts';
import { readCredits } from '../../money/credits/index.ts';
import { type Database, type Sql, sql } from '../../platform/db/database.ts';
import { createApiKey } from '../../tenancy/accounts/index.ts';
import { purchaseStock } from '../inventory/index.ts';

const { db } = await forThisFile(createTestDatabase());
await loadPlans(db);

const NOTHING: Mandate = {
  perSale: null,
  perDay: null,
  perMonth: null,
  inventoryItemIds: null,
  countrySets: null,
  channels: null,
  expiresAt: null,
};
const units = (count: bigint, asks = false) => ({ amountMinor: count * WHOLESALE_MINOR, asks });

/** The context of a new key with a mandate. */
async function mandated(shop: Shop, over: Partial<Mandate>): Promise<Context> {
  const mandate = { ...NOTHING, ...over };
  const { accountId } = shop.ctx;
  const key = await db.transaction((tx) =>
    createApiKey({ db: tx, accountId, now: new Date() }, { name: 'Agent', mandate }),
  );
  const actor = { kind: 'api_key' as const, clientId: key.clientId, name: 'Agent' };
  return { ...shop.ctx, actor, mandate, tool: 'sell_package' };
}

const balance = async (shop: Shop) =>
  (await readCredits({ db, accountId: shop.ctx.accountId })).postedMinor;

const approvalsOf = (shop: Shop) =>
  db.rows<{ id: string; exceeded: string }>(sql`
    select id, exceeded from sale_approvals where account_id = ${shop.ctx.accountId}`);

describe('a mandate', () => {
  it.each(['perDay', 'perMonth'] as const)('holds %s under 100 parallel sales', async (period) => {
    const shop = await openShop(db);
    const ctx = await mandated(shop, { [period]: units(7n) });
    const second = { ...shop, ...openCounter(db) };
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        sell(n % 2 ? shop : second, registration(shop, { ctx })),
      ),
    );
    expect(outcomes.filter(({ sold }) => sold)).toHaveLength(7);
    const refused = outcomes.flatMap(({ refused }) => refused ?? []);
    expect(new Set(refused)).toEqual(new Set(['mandate_exceeded']));
    expect(await balance(shop)).toBe(100_000n - 7n * WHOLESALE_MINOR);
  });

  it('counts the days of a month together, and begins anew in the next', async () => {
    const shop = await openShop(db);
    const ctx = await mandated(shop, { perDay: units(2n), perMonth: units(3n) });
    const { accountId, actor } = ctx;
    const clientId = actor.kind === 'api_key' ? actor.clientId : '';
    const spent = (count: bigint, day: string) =>
      db.run(sql`
        insert into api_key_spending (account_id, client_id, day, spent_minor)
        values (${accountId}, ${clientId}, ${day}::date, ${count * WHOLESALE_MINOR})`);
    const clock = (at: string) =>
      db.run(sql`
        update accounts
        set clock_offset_ms = extract(epoch from ${at}::timestamptz - now())::bigint * 1000
        where id = ${accountId}`);
    await clock('2031-05-20T12:00:00Z');
    await spent(9n, '2031-04-30');
    await spent(2n, '2031-05-19');
    const request = registration(shop, { ctx });
    expect((await sell(shop, request)).sold).toBeDefined();
    expect((await sell(shop, request)).refusal?.message).toContain('6.00 USD a month');
    await clock('2031-06-01T00:00:05Z');
    expect((await sell(shop, request)).sold).toBeDefined();
    expect((await sell(shop, request)).sold).toBeDefined();
    expect((await sell(shop, request)).refusal?.message).toContain('4.00 USD a day');
  });

  it('refuses other items, other country sets, dear sales, and everything after its end', async () => {
    const shop = await openShop(db);
    const { worldwide, europe } = shop.items;
    const sale = async (over: Partial<Mandate>) => {
      const ctx = await mandated(shop, over);
      const { refusal, sold } = await sell(shop, registration(shop, { ctx }));
      return sold ? 'sold' : refusal?.message;
    };
    expect(await sale({ inventoryItemIds: [worldwide] })).toBe('sold');
    expect(await sale({ inventoryItemIds: [europe] })).toContain('does not include this inventory');
    expect(await sale({ countrySets: ['WWW'] })).toBe('sold');
    expect(await sale({ countrySets: ['EU', 'AT'] })).toContain('does not include WWW');
    expect(await sale({ perSale: units(1n) })).toBe('sold');
    const dear = { amountMinor: WHOLESALE_MINOR - 1n, asks: false };
    expect(await sale({ perSale: dear })).toContain('allows 1.99 USD for one sale');
    expect(await sale({ expiresAt: new Date(Date.now() + 60_000) })).toBe('sold');
    expect(await sale({ expiresAt: new Date(Date.now() - 1) })).toContain('ended at');
    expect(await approvalsOf(shop)).toEqual([]);
  });

  it('holds its channels under 100 parallel sales, also where a limit asks', async () => {
    const shop = await openShop(db);
    const over = { channels: ['MCP' as const], perSale: units(0n, true), perDay: units(3n) };
    const ctx = await mandated(shop, over);
    const limited = await mandated(shop, { ...over, perSale: null });
    const second = { ...shop, ...openCounter(db) };
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, n) => {
        const terms = n % 2 ? { ctx } : { ctx: limited };
        const salesChannel = n % 4 < 2 ? ('API' as const) : ('MCP' as const);
        return sell(n % 8 < 4 ? shop : second, registration(shop, { ...terms, salesChannel }));
      }),
    );
    const sold = outcomes.flatMap((one) => (one.sold ? [one.sold.activatedItem] : []));
    expect(sold.map(({ channel }) => channel)).toEqual(['MCP', 'MCP', 'MCP']);
    expect(sold.map(({ salesChannelTypeCode: code }) => code)).toEqual(['API', 'API', 'API']);
    const direct = outcomes.filter((_, n) => n % 4 < 2);
    expect(new Set(direct.map(({ refusal }) => refusal?.message))).toEqual(
      new Set(['The mandate of this API key does not include the channel API.']),
    );
    // Only what the channel allows is asked about.
    expect(await approvalsOf(shop)).toHaveLength(25);
    expect(await balance(shop)).toBe(100_000n - 3n * WHOLESALE_MINOR);
  });

  it('without the channel API buys no stock but by a tool', async () => {
    const shop = await openShop(db);
    const ctx = await mandated(shop, { channels: ['MCP'] });
    const { worldwide: id } = shop.items;
    const buy = (over: Partial<Context>) =>
      db.transaction((tx) => purchaseStock({ ...ctx, ...over, db: tx }, { id, units: 1 }));
    await expect(buy({})).rejects.toMatchObject({ code: 'mandate_exceeded' });
    expect((await buy({ isAgent: true })).charged).toMatchObject({ priceValue: 2 });
  });

  it('holds for top-ups and prepaid stock too', async () => {
    const shop = await openShop(db);
    const ctx = await mandated(shop, {
      perDay: units(3n),
      inventoryItemIds: [shop.items.worldwide],
    });
    const { sold } = await sell(shop, registration(shop, { ctx }));
    expect((await sell(shop, topUp(shop, sold.customer.uid, { ctx }))).sold).toBeDefined();
    const buy = (id: string, count: number) =>
      db.transaction((tx) => purchaseStock({ ...ctx, db: tx }, { id, units: count }));
    await expect(buy(shop.items.worldwide, 2)).rejects.toMatchObject({ code: 'mandate_exceeded' });
    await expect(buy(shop.items.europe, 1)).rejects.toMatchObject({ code: 'mandate_exceeded' });
    await buy(shop.items.worldwide, 1);
    const last = topUp(shop, sold.customer.uid, { ctx, kind: 'top_up_with_profile' });
    expect((await sell(shop, last)).sold.activatedItem.status).toBe('ACTIVATED');
    expect((await sell(shop, last)).refused).toBe('mandate_exceeded');
  });

  it('asks once for a call that is repeated, and a limit that refuses goes first', async () => {
    const shop = await openShop(db);
    const asking = await mandated(shop, { perSale: units(0n, true) });
    const request = registration(shop, { ctx: asking });
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => sell(shop, request, 'order-1')),
    );
    const later = await sell(shop, request, 'order-1');
    expect(later.refused).toBe('approval_required');
    expect(outcomes.filter(({ sold }) => sold)).toEqual([]);
    const approvals = await approvalsOf(shop);
    expect(approvals).toEqual([{ id: later.refusal?.members?.approvalId, exceeded: 'perSale' }]);

    const both = { perSale: units(0n, true), perDay: units(0n) };
    const ctx = await mandated(shop, both);
    expect((await sell(shop, registration(shop, { ctx }))).refused).toBe('mandate_exceeded');
    expect(await approvalsOf(shop)).toHaveLength(1);
    expect(await balance(shop)).toBe(100_000n);
  });

  it('is in the audit log of each sale, with the tool', async () => {
    const shop = await openShop(db);
    const ctx = await mandated(shop, { perSale: units(1n), countrySets: ['WWW'] });
    const { sold } = await sell(shop, registration(shop, { ctx }));
    const entry = await db.row<{ after: object }>(sql`
      select after from ${auditEntries}
      where organization_id = ${shop.ctx.organizationId} and target = ${sold.activatedItem.uid}`);
    expect(entry?.after).toMatchObject({
      tool: 'sell_package',
      mandate: { perSale: { amount: { priceValue: 2 }, above: 'refuse' }, countrySets: ['WWW'] },
    });
  });
});

it('a sale by a key without a mandate reads no approvals and no spending', async () => {
  const shop = await openShop(db);
  const statements: string[] = [];
  const before = ({ text }: Sql) => void statements.push(text);
  const noted: Database = {
    ...db,
    transaction: (work) =>
      db.transaction((tx) => work({ kind: 'transaction', ...watched(tx, { before }) })),
  };
  const watchedShop = { ...shop, ...openCounter(noted) };
  const count = (table: RegExp) => statements.filter((text) => table.test(text)).length;
  expect((await sell(watchedShop, registration(shop), 'plain')).sold).toBeDefined();
  expect(statements.length).toBeGreaterThan(5);
  expect(count(/sale_approvals|api_key_spending/)).toBe(0);
  const ctx = await mandated(shop, { perDay: units(1n, true) });
  expect((await sell(watchedShop, registration(shop, { ctx }), 'mandated')).sold).toBeDefined();
  expect([count(/sale_approvals/), count(/api_key_spending/)]).toEqual([1, 2]);
});
