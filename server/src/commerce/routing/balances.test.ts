import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { openEsimAccess } from '../../../test/support/supply.ts';
import { createOperatorTasks } from '../../backoffice/operator/index.ts';
import { sql } from '../../platform/db/database.ts';
import { type CarrierBalance, isLow, stopsOrders } from './balance.ts';
import { markUnfunded } from './balance-store.ts';
import { createRoutingTasks } from './index.ts';

const DOLLAR = 10_000;
const log = { error() {}, info() {} };

const supplier = await forThisFile(openEsimAccess());
const store = await forThisFile(
  openStore({ GIGASTORE_ESIM_ACCESS_CODE: 'code', GIGASTORE_ESIM_ACCESS_URL: supplier.url }),
);
const { db } = store;
const { call: operator } = await personOf(store, '', 'operator');

let now: Date;

beforeEach(async () => {
  now = new Date();
  supplier.failWith(undefined);
  await db.run(sql`delete from carrier_balances`);
  await db.run(sql`delete from mails where kind = 'low-carrier-balance'`);
});

async function run(task: string): Promise<void> {
  const parts = { db, log, realNow: () => now };
  const carriers = store.parts.orderingCarriers;
  const tasks = { ...createRoutingTasks({ ...parts, carriers }), ...createOperatorTasks(parts) };
  await tasks[task]?.({}, new AbortController().signal);
}

/** Leaves this many dollars at the supplier, and has the balance read and judged. */
async function leave(dollars: number): Promise<void> {
  supplier.supplier.setBalance(dollars * DOLLAR);
  now = new Date(now.getTime() + 1_000);
  await run('read-carrier-balances');
  await Promise.all([run('warn-of-low-balances'), run('warn-of-low-balances')]);
}

async function readAccount() {
  const { items } = (await operator('GET', '/operator/carriers')).json();
  return items[0].account;
}

const limit = (limits: object) =>
  operator('PUT', '/operator/carriers', { body: { carrier: 'esim-access', ...limits } });

async function readFindings() {
  const { items } = (await operator('GET', '/operator/findings')).json();
  return items.filter(({ kind }: { kind: string }) => kind === 'carrier_balance_low');
}

const countMails = async () => {
  const rows = await db.rows(sql`select subject from mails where kind = 'low-carrier-balance'`);
  return rows.length;
};

describe('the account at a carrier', () => {
  it('shows what is left, as it was last read', async () => {
    await leave(150);
    expect(await readAccount()).toEqual({
      ...{ balance: 150, currency: 'USD', readAt: now.toISOString() },
      ...{ warnBelow: null, stopBelow: 0, isLow: false, stopsOrders: false, unfundedAt: null },
    });
  });

  it('is not known while the carrier does not answer, and keeps what was known', async () => {
    supplier.failWith(() => 'server_error');
    await leave(150);
    expect(await readAccount()).toMatchObject({ balance: null, stopsOrders: false });
    supplier.failWith(undefined);
    await leave(150);
    supplier.failWith(() => 'server_error');
    await leave(90);
    expect(await readAccount()).toMatchObject({ balance: 150 });
  });

  it('warns below its limit by a finding and one mail, and again after money came in', async () => {
    const set = await limit({ warnBelow: 100, stopBelow: 20 });
    expect(set.json().items[0].account).toMatchObject({ warnBelow: 100, stopBelow: 20 });
    await leave(100);
    expect([await countMails(), await readFindings()]).toEqual([0, []]);

    await leave(99);
    await leave(98);
    expect(await countMails()).toBe(1);
    expect(await readFindings()).toMatchObject([
      { severity: 'warning', text: 'Little money is left at esim-access: 98 USD.' },
    ]);

    await leave(500);
    expect(await readFindings()).toEqual([]);
    await leave(19);
    expect(await countMails()).toBe(2);
    expect(await readAccount()).toMatchObject({ isLow: true, stopsOrders: true });
    expect(await readFindings()).toMatchObject([{ severity: 'critical' }]);
  });

  it('writes changed limits to the audit log', async () => {
    await limit({ warnBelow: 100 });
    await limit({ stopBelow: 5.5 });
    const [entry] = await db.rows<{ before: object; after: object }>(sql`
      select before, after
      from audit_log
      where action = 'carrier.balance_limits_changed'
      order by id desc
      limit 1`);
    expect(entry).toEqual({
      before: { warnBelow: 100, stopBelow: 0 },
      after: { warnBelow: null, stopBelow: 5.5 },
    });
    expect((await limit({ warnBelow: 1.234 })).statusCode).toBe(400);
    expect((await limit({ warnBelow: -1 })).statusCode).toBe(400);
  });

  it('stops orders after one without funds, until more money is there', async () => {
    await leave(50);
    await markUnfunded(db, { carrier: 'esim-access', at: now });
    await leave(50);
    expect(await readAccount()).toMatchObject({ isLow: true, stopsOrders: true });
    await leave(51);
    expect(await readAccount()).toMatchObject({ isLow: false, unfundedAt: null });
  });
});

describe('new orders at a carrier', () => {
  const usd = (dollars: number) => ({
    tenThousandths: BigInt(dollars * DOLLAR),
    currency: 'USD',
  });
  const account = (more: Partial<CarrierBalance>): CarrierBalance => ({
    carrier: 'alpine',
    ...{ balance: usd(10), readAt: new Date(), warnBelow: null, stopBelow: 0n },
    ...{ unfundedAt: null, warnedAt: null },
    ...more,
  });

  it('stop where the balance does not pay them, and nowhere for want of knowledge', () => {
    expect(stopsOrders(account({}), { now, cost: usd(10) })).toBe(false);
    expect(stopsOrders(account({}), { now, cost: usd(11) })).toBe(true);
    const euros = { ...usd(11), currency: 'EUR' };
    expect(stopsOrders(account({}), { now, cost: euros })).toBe(false);
    const unread = account({ balance: null, stopBelow: 100n, warnBelow: 100n });
    expect([stopsOrders(unread, { now, cost: usd(9_999) }), isLow(unread, now)]).toEqual([
      false,
      false,
    ]);
  });

  it('try again ten minutes after an order without funds', () => {
    const unfundedAt = new Date(now.getTime() - 599_000);
    expect(stopsOrders(account({ unfundedAt }), { now })).toBe(true);
    const later = new Date(now.getTime() + 1_000);
    expect(stopsOrders(account({ unfundedAt }), { now: later })).toBe(false);
  });
});
