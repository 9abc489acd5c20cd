import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registration, sell } from '../../test/support/shop.ts';
import { type Desk, openDesk, PATH, type Spender, usd } from '../../test/support/top-ups.ts';
import { resetBooks } from '../credits/index.ts';
import { sql } from '../db/database.ts';
import { resetPurchases } from '../payments/index.ts';
import { resetAutoTopUp, topUpCredits } from './index.ts';

const HOUR_MS = 3_600_000;

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const ON = { enabled: true, threshold: usd(8), amount: usd(20) };
const FAILED = 'credits.auto_top_up_failed';

/** Somebody with 10.00 USD whose credits are topped up by 20.00 when fewer than 8.00 are left. */
async function openTopUp(card: Parameters<Spender['addCard']>[0] = 'good', more: object = {}) {
  const spender = await desk.newSpender({ card });
  const set = await spender.set({ ...ON, ...more });
  expect(set.statusCode, set.body).toBe(200);
  await desk.work();
  return spender;
}

async function statuses(spender: Spender): Promise<string[]> {
  return (await spender.purchases()).map(({ status }) => status);
}

async function passHours(hours: number): Promise<void> {
  desk.moveTo(new Date(desk.clock.now.getTime() + hours * HOUR_MS));
  await desk.work();
}

describe('the settings', () => {
  it('are off at first, and shown as they are set', async () => {
    const spender = await desk.newSpender();
    expect(await spender.read()).toEqual({
      ...{ enabled: false, threshold: null, amount: null, monthlyCap: null },
      ...{ paymentMethodId: null, status: 'off', reason: null, nextAttemptAt: null },
      spentThisMonth: { sortIndex: 0, ...usd(0) },
    });
    const cardId = await spender.addCard('good');
    const set = await spender.set({ ...ON, monthlyCap: usd(100), paymentMethodId: cardId });
    const wanted = { enabled: true, status: 'armed', paymentMethodId: cardId };
    expect(set.json()).toMatchObject({ ...wanted, threshold: usd(8), amount: usd(20) });
    expect(await spender.read()).toEqual(set.json());
    expect((await spender.set({ enabled: false })).json()).toMatchObject({
      ...{ enabled: false, status: 'off', threshold: usd(8), amount: usd(20), monthlyCap: null },
    });
    expect((await spender.set({ enabled: true })).json().status).toBe('armed');
  });

  it.each([
    [{}, '/enabled'],
    [{ enabled: true, amount: usd(20) }, '/threshold'],
    [{ enabled: true, threshold: usd(8) }, '/amount'],
    [{ ...ON, amount: usd(1) }, '/amount/priceValue'],
    [{ ...ON, amount: usd(9_000_000) }, '/amount/priceValue'],
    [{ ...ON, threshold: usd(0) }, '/threshold/priceValue'],
    [{ ...ON, threshold: { priceValue: 8, currencyCode: 'EUR' } }, '/threshold/currencyCode'],
    [{ ...ON, monthlyCap: usd(19.99) }, '/monthlyCap/priceValue'],
    [{ enabled: false, monthlyCap: usd(20) }, '/monthlyCap/priceValue'],
  ])('refuse %j', async (body, path) => {
    const spender = await desk.newSpender();
    const refused = (await spender.set(body)).json();
    expect(refused).toMatchObject({ code: 'invalid_request', errors: [{ path }] });
    expect((await spender.read()).status).toBe('off');
  });

  it.each([true, false])('refuse a card that is not there, on or off: %s', async (enabled) => {
    const [spender, other] = [await desk.newSpender(), await desk.newSpender()];
    for (const paymentMethodId of ['nonsense', await other.addCard('good')]) {
      const refused = await spender.set({ ...ON, enabled, paymentMethodId });
      expect(refused.json().code).toBe('payment_method_not_found');
    }
  });

  it('ask for a card, then for billing details, to be switched on', async () => {
    const account = await desk.newAccount();
    const call = await account.caller('manage');
    const set = () => call('PUT', PATH, { body: ON });
    expect((await set()).json().code).toBe('payment_method_required');
    const body = { testCard: '4242424242424242' };
    await call('POST', '/gigastore/payment-methods/setup', { body });
    expect((await set()).json().code).toBe('billing_details_required');
    expect((await call('PUT', PATH, { body: { enabled: false } })).statusCode).toBe(200);
  });

  it('are for those who pay, and readable for all', async () => {
    const { account } = await desk.newSpender();
    const seller = await account.caller('sell');
    const refused = await seller('PUT', PATH, { body: ON });
    expect(refused.json().code).toBe('insufficient_scope');
    expect((await seller('GET', PATH)).statusCode).toBe(200);
  });
});

describe('credits that fall below the threshold', () => {
  it('are topped up once, as an entry of its own type', async () => {
    const spender = await openTopUp();
    await spender.spend(200);
    expect(await desk.work()).toBe(0);
    await spender.spend(1);
    await desk.work();
    await desk.sweep();
    expect(await statuses(spender)).toEqual(['paid']);
    expect(await spender.availableMinor()).toBe(2_799n);
    const [entry] = await desk.db.rows<{ type: string }>(sql`
      select type
      from transfers
      where account_id = ${spender.ctx.accountId}
      order by sequence desc`);
    expect(entry?.type).toBe('auto_top_up');
    expect(await spender.told('credits.added')).toMatchObject([{ origin: 'auto_top_up' }]);
    expect(await spender.read()).toMatchObject({ status: 'armed', spentThisMonth: usd(20) });
  });

  it('are topped up again each time, and again at once while they are low still', async () => {
    const spender = await openTopUp();
    await spender.spend(900);
    await desk.work();
    await spender.spend(1_500);
    await desk.work();
    expect(await spender.availableMinor()).toBe(2_600n);

    await spender.set({ ...ON, threshold: usd(60) });
    await desk.work();
    expect(await spender.availableMinor()).toBe(6_600n);
    expect(await statuses(spender)).toEqual(Array(4).fill('paid'));
  });

  it('are topped up when the settings are made with few of them', async () => {
    const spender = await openTopUp('good', { threshold: usd(11) });
    expect(await spender.availableMinor()).toBe(3_000n);
  });

  it('are left alone when they are enough again before it is decided', async () => {
    const spender = await openTopUp();
    await spender.spend(900);
    await spender.earn(900);
    await desk.work();
    expect(await spender.purchases()).toEqual([]);
  });

  it('are found by the sweep when the job was lost', async () => {
    const spender = await openTopUp();
    await spender.spend(900);
    await desk.db.run(sql`delete from graphile_worker._private_jobs`);
    await Promise.all([desk.sweep(), desk.sweep(), desk.sweep()]);
    expect(await statuses(spender)).toEqual(['pending']);
    await desk.work();
    expect(await statuses(spender)).toEqual(['paid']);
  });

  it('are left alone once it is off', async () => {
    const spender = await openTopUp();
    await spender.set({ enabled: false });
    await spender.spend(900);
    await desk.work();
    await desk.sweep();
    expect(await spender.purchases()).toEqual([]);
  });
});

describe('a top-up under way', () => {
  it('is said by a sale that is refused meanwhile, and by the settings', async () => {
    const spender = await openTopUp();
    await spender.spend(900);
    await desk.workWithoutCharges();
    expect((await spender.read()).status).toBe('pending');
    const refused = await sell(spender, registration(spender));
    expect(refused.refusal?.members).toEqual({ autoTopUpPending: true });

    await desk.work();
    expect(await sell(spender, registration(spender))).toHaveProperty('sold');
    expect((await spender.read()).status).toBe('armed');
  });

  it('is not joined by another, whoever decides how often', async () => {
    const spender = await openTopUp();
    await spender.spend(900);
    const decide = () => topUpCredits(desk.parts, spender.ctx.accountId);
    await Promise.all(Array.from({ length: 20 }, decide));
    await desk.sweep();
    expect(await statuses(spender)).toEqual(['pending']);
  });

  it('goes on as it began when the settings change, or when it is switched off', async () => {
    const spender = await openTopUp();
    await spender.spend(900);
    await desk.workWithoutCharges();
    await spender.set({ ...ON, amount: usd(50) });
    expect((await spender.set({ enabled: false })).json().status).toBe('pending');
    await desk.work();
    expect(await spender.availableMinor()).toBe(2_100n);
    expect((await spender.read()).status).toBe('off');
  });

  it('is forgotten by a reset, and what is charged then comes to nothing', async () => {
    const spender = await openTopUp();
    const { accountId } = spender.ctx;
    await spender.spend(900);
    await desk.workWithoutCharges();
    await desk.db.transaction(async (tx) => {
      await resetAutoTopUp(tx, accountId);
      await resetPurchases(tx, accountId);
      await resetBooks(tx, accountId);
    });
    await desk.work();
    await desk.sweep();
    expect(await spender.read()).toMatchObject({ enabled: false, status: 'off', amount: null });
    expect(await spender.availableMinor()).toBe(0n);
    const refused = await sell(spender, registration(spender));
    expect(refused.refusal?.members).toBeUndefined();
  });
});

describe('a declined top-up', () => {
  it('is repeated after exactly 1, 6 and 24 hours, told each time, and then switched off', async () => {
    const spender = await openTopUp('empty');
    await spender.spend(900);
    await desk.work();
    for (const [index, hours] of [1, 6, 24].entries()) {
      const nextAttemptAt = new Date(desk.clock.now.getTime() + hours * HOUR_MS).toISOString();
      const standing = { status: 'retrying', reason: 'insufficient_funds', nextAttemptAt };
      expect(await spender.read()).toMatchObject(standing);
      const told = { attempt: index + 1, reason: 'insufficient_funds', nextAttemptAt };
      expect((await spender.told(FAILED)).at(-1)).toMatchObject(told);

      const before = desk.clock.now;
      desk.moveTo(new Date(before.getTime() + hours * HOUR_MS - 1));
      await desk.work();
      await desk.sweep();
      expect(await spender.purchases()).toHaveLength(index + 1);
      desk.moveTo(new Date(before.getTime() + hours * HOUR_MS));
      await desk.work();
      expect(await spender.purchases()).toHaveLength(index + 2);
    }
    const over = { attempt: 4, nextAttemptAt: null, switchedOff: true };
    expect((await spender.told(FAILED)).at(-1)).toMatchObject(over);
    expect(await spender.told(FAILED)).toHaveLength(4);
    expect(await spender.read()).toMatchObject({
      ...{ enabled: false, status: 'switched_off', reason: 'insufficient_funds' },
    });
    await passHours(100);
    await desk.sweep();
    expect(await statuses(spender)).toEqual(Array(4).fill('declined'));
  });

  it('is mailed each time, in the language of the billing details', async () => {
    const spender = await openTopUp('asking');
    await desk.db.run(sql`
      update billing_details
      set locale = 'de', billing_email = ${`${spender.ctx.accountId}@acme.test`}
      where organization_id = ${spender.account.organizationId}`);
    await spender.spend(900);
    await desk.work();
    await passHours(1);
    await passHours(6);
    await passHours(24);
    const mails = await desk.db.rows<{ subject: string; text: string }>(sql`
      select subject, text
      from mails
      where recipient = ${`${spender.ctx.accountId}@acme.test`}
      order by created_at`);
    expect(mails.map(({ subject }) => subject)).toEqual([
      ...Array(3).fill('Die automatische Aufladung um 20.00 USD ist fehlgeschlagen'),
      'Die automatische Aufladung um 20.00 USD wurde abgeschaltet',
    ]);
    expect(mails[0]?.text).toContain('Kaufen Sie einmal von Hand Guthaben');
    const [told] = await spender.told(FAILED);
    expect(told).toMatchObject({ reason: 'authentication_required' });
  });

  it('that succeeds at last forgets what was declined before', async () => {
    const spender = await openTopUp('declined');
    await spender.spend(900);
    await desk.work();
    await passHours(1);
    await spender.addCard('good');
    await passHours(6);
    expect(await statuses(spender)).toEqual(['declined', 'declined', 'paid']);
    expect(await spender.read()).toMatchObject({ status: 'armed', reason: null });

    await spender.addCard('declined');
    await spender.spend(2_000);
    await desk.work();
    expect((await spender.told(FAILED)).at(-1)).toMatchObject({ attempt: 1 });
  });

  it('waits for nobody when the credits are enough again, and counts from one after that', async () => {
    const spender = await openTopUp('declined');
    await spender.spend(900);
    await desk.work();
    await spender.earn(5_000);
    await passHours(1);
    expect(await spender.read()).toMatchObject({ status: 'armed', nextAttemptAt: null });
    await spender.spend(5_000);
    await desk.work();
    expect((await spender.told(FAILED)).map(({ attempt }) => attempt)).toEqual([1, 1]);
  });

  it('is repeated at once under new settings, also when they came while it was under way', async () => {
    const spender = await openTopUp('declined');
    await spender.spend(900);
    await desk.work();
    await spender.addCard('good');
    await spender.set(ON);
    await desk.work();
    expect(await statuses(spender)).toEqual(['declined', 'paid']);

    const cardId = await spender.addCard('declined');
    await spender.set({ ...ON, paymentMethodId: cardId });
    await spender.spend(2_000);
    await desk.workWithoutCharges();
    await spender.addCard('good');
    await spender.set(ON);
    await desk.work();
    expect(await statuses(spender)).toEqual(['declined', 'paid', 'declined', 'paid']);
  });

  it('is one without a card too, and one that was called off', async () => {
    const spender = await desk.newSpender();
    const cardId = await spender.addCard('good');
    await spender.set({ ...ON, paymentMethodId: cardId });
    await spender.call('DELETE', `/gigastore/payment-methods/${cardId}`);
    await spender.spend(900);
    await desk.work();
    expect(await spender.purchases()).toEqual([]);
    expect(await spender.read()).toMatchObject({
      ...{ status: 'retrying', reason: 'payment_method_not_found' },
    });

    await spender.addCard('good');
    await spender.set(ON);
    await desk.workWithoutCharges();
    const [purchase] = await desk.db.rows<{ id: string }>(sql`
      select id from purchases where account_id = ${spender.ctx.accountId}`);
    await spender.call('POST', `/gigastore/credits/purchases/${purchase?.id}/cancel`);
    await desk.work();
    expect(await statuses(spender)).toEqual(['canceled']);
    expect((await spender.told(FAILED)).at(-1)).toMatchObject({ reason: 'canceled' });
  });

  it('is told by the sweep when its job was lost', async () => {
    const spender = await openTopUp('declined');
    await spender.spend(900);
    await desk.workWithoutCharges();
    const charge = desk.tasks['charge-purchase'];
    const [purchase] = await desk.db.rows<{ id: string }>(sql`
      select id from purchases where account_id = ${spender.ctx.accountId}`);
    const key = { accountId: spender.ctx.accountId, id: purchase?.id };
    await charge?.(key, AbortSignal.timeout(10_000));
    await desk.db.run(sql`delete from graphile_worker._private_jobs`);
    expect(await spender.read()).toMatchObject({ status: 'pending' });
    await Promise.all([desk.sweep(), desk.sweep()]);
    expect(await spender.told(FAILED)).toHaveLength(1);
    expect(await spender.read()).toMatchObject({ status: 'retrying' });
  });
});

describe('the monthly cap', () => {
  /** The first minute of a month that no other test has reached. */
  function nextMonth(): Date {
    const { now } = desk.clock;
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
  }

  it('keeps what would pass it from being bought, is told once a month, and ends with it', async () => {
    desk.moveTo(nextMonth());
    const spender = await openTopUp('good', { monthlyCap: usd(50) });
    for (const _ of [1, 2, 3]) {
      await spender.spend(Number(await spender.availableMinor()));
      await desk.work();
      await desk.sweep();
    }
    expect(await statuses(spender)).toEqual(['paid', 'paid']);
    expect(await spender.told(FAILED)).toEqual([
      expect.objectContaining({
        ...{ reason: 'monthly_cap_reached', attempt: null, switchedOff: false },
        nextAttemptAt: nextMonth().toISOString(),
      }),
    ]);
    expect(await spender.read()).toMatchObject({ status: 'armed' });

    desk.moveTo(new Date(nextMonth().getTime() - 1));
    await desk.sweep();
    expect(await spender.purchases()).toHaveLength(2);
    desk.moveTo(nextMonth());
    await desk.sweep();
    await desk.work();
    expect(await statuses(spender)).toEqual(['paid', 'paid', 'paid']);
  });

  it('does not count what was declined, and is heeded at once when it is raised', async () => {
    desk.moveTo(nextMonth());
    const spender = await openTopUp('declined', { monthlyCap: usd(20) });
    await spender.spend(1_000);
    await desk.work();
    await spender.addCard('good');
    await passHours(1);
    expect(await statuses(spender)).toEqual(['declined', 'paid']);
    await spender.spend(2_000);
    await desk.work();
    expect(await spender.purchases()).toHaveLength(2);
    await spender.set({ ...ON, monthlyCap: usd(40) });
    await desk.work();
    expect(await statuses(spender)).toEqual(['declined', 'paid', 'paid']);
  });
});
