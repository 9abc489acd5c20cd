import { describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { registration, sell } from '../../../test/support/shop.ts';
import { ON, openDesk, topUpsOf, usd } from '../../../test/support/top-ups.ts';
import { sql } from '../../platform/db/database.ts';
import { resetLedger } from '../credits/index.ts';
import { resetPurchases } from '../payments/index.ts';
import { resetAutoTopUp, topUpCredits } from './index.ts';

/** Of an hour. */
const MINUTE = 1 / 60;
const desk = await forThisFile(openDesk());
const openTopUp = topUpsOf(desk);

const FAILED = 'credits.auto_top_up_failed';

describe('credits that fall below the threshold', () => {
  it('credits below the threshold are topped up once, by an entry of its own type', async () => {
    const spender = await openTopUp();
    await spender.spend(200);
    expect(await desk.work()).toBe(0);
    await spender.spend(1);
    await desk.work();
    await desk.sweep();
    expect(await spender.statuses()).toEqual(['paid']);
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

  it('credits that stay low are topped up again and again, a minute apart', async () => {
    const spender = await openTopUp();
    await spender.spend(900);
    await desk.work();
    await spender.spend(1_500);
    await desk.work();
    expect(await spender.availableMinor()).toBe(600n);
    await desk.passHours(MINUTE);
    expect(await spender.availableMinor()).toBe(2_600n);

    await spender.set({ ...ON, threshold: usd(60) });
    await desk.passHours(MINUTE);
    await desk.passHours(MINUTE);
    expect(await spender.availableMinor()).toBe(6_600n);
    expect(await spender.statuses()).toEqual(Array(4).fill('paid'));
  });

  it('credits that are low already are topped up when the settings are saved', async () => {
    const spender = await openTopUp('good', { threshold: usd(11) });
    expect(await spender.availableMinor()).toBe(3_000n);
  });

  it('credits that are sufficient again before the decision are not topped up', async () => {
    const spender = await openTopUp();
    await spender.spend(900);
    await spender.earn(900);
    await desk.work();
    expect(await spender.purchases()).toEqual([]);
  });

  it('the sweep tops up low credits when the job was lost', async () => {
    const spender = await openTopUp();
    await spender.spend(900);
    await desk.db.run(sql`delete from graphile_worker._private_jobs`);
    await Promise.all([desk.sweep(), desk.sweep(), desk.sweep()]);
    expect(await spender.statuses()).toEqual(['pending']);
    await desk.work();
    expect(await spender.statuses()).toEqual(['paid']);
  });

  it('credits are not topped up during a dispute of a payment, but after it', async () => {
    const spender = await openTopUp();
    await spender.spend(900);
    await desk.work();
    const [bought] = await spender.purchases();
    const play = (event: string) =>
      spender.call('POST', `/gigastore/sandbox/purchases/${bought?.id}/simulate`, {
        body: { event },
      });
    await play('dispute');
    await desk.work();
    await desk.sweep();
    await desk.work();
    expect(await spender.availableMinor()).toBeLessThan(800n);
    expect(await spender.statuses()).toEqual(['paid']);

    await play('lose_dispute');
    await desk.sweep();
    await desk.passHours(MINUTE);
    expect(await spender.statuses()).toEqual(['paid', 'paid']);
  });

  it('credits are not topped up when the top-up is off', async () => {
    const spender = await openTopUp();
    await spender.set({ enabled: false });
    await spender.spend(900);
    await desk.work();
    await desk.sweep();
    expect(await spender.purchases()).toEqual([]);
  });
});

describe('a top-up under way', () => {
  it('a pending top-up is named by the settings and by sales that are refused meanwhile', async () => {
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

  it('a pending top-up is not joined by another one, whoever decides however often', async () => {
    const spender = await openTopUp();
    await spender.spend(900);
    const decide = () => topUpCredits(desk.parts, spender.ctx.accountId);
    await Promise.all(Array.from({ length: 20 }, decide));
    await desk.sweep();
    expect(await spender.statuses()).toEqual(['pending']);
  });

  it('a pending top-up continues unchanged when the settings change or are turned off', async () => {
    const spender = await openTopUp();
    await spender.spend(900);
    await desk.workWithoutCharges();
    await spender.set({ ...ON, amount: usd(50) });
    expect((await spender.set({ enabled: false })).json().status).toBe('pending');
    await desk.work();
    expect(await spender.availableMinor()).toBe(2_100n);
    expect((await spender.read()).status).toBe('off');
  });

  it('a reset deletes a pending top-up, and its charge then adds no credits', async () => {
    const spender = await openTopUp();
    const { accountId } = spender.ctx;
    await spender.spend(900);
    await desk.workWithoutCharges();
    await desk.db.transaction(async (tx) => {
      await resetAutoTopUp({ db: tx, accountId });
      await resetPurchases({ db: tx, accountId });
      await resetLedger(tx, accountId);
    });
    await desk.work();
    await desk.sweep();
    expect(await spender.read()).toMatchObject({ enabled: false, status: 'off', amount: null });
    expect(await spender.availableMinor()).toBe(0n);
    const refused = await sell(spender, registration(spender));
    expect(refused.refusal?.members).toBeUndefined();
  });
});

function nextMonth(): Date {
  const { now } = desk.clock;
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
}

describe('what keeps top-ups from buying without end', () => {
  it('the top-up begins at most ten purchases within 24 hours, and reports the limit once', async () => {
    const spender = await openTopUp('good', { monthlyCap: usd(10_000) });
    for (let minute = 0; minute < 15; minute += 1) {
      await spender.spend(Number(await spender.availableMinor()));
      await desk.passHours(MINUTE);
      await desk.sweep();
    }
    expect(await spender.statuses()).toEqual(Array(10).fill('paid'));
    expect(await spender.told(FAILED)).toEqual([
      expect.objectContaining({ reason: 'daily_limit_reached', attempt: null }),
    ]);
    await desk.passHours(24);
    expect(await spender.statuses()).toHaveLength(11);
  });

  it('a threshold that is never reached ends at the default cap of ten amounts', async () => {
    desk.moveTo(nextMonth());
    const spender = await openTopUp('good', { threshold: usd(100) });
    await spender.spend(900);
    for (let count = 0; count < 14; count += 1) {
      await spender.spend(Number(await spender.availableMinor()));
      await desk.passHours(3);
    }
    expect(await spender.statuses()).toEqual(Array(10).fill('paid'));
  });
});

describe('the monthly cap', () => {
  it('the monthly cap prevents purchases above it until the month ends, and is reported once', async () => {
    desk.moveTo(nextMonth());
    const spender = await openTopUp('good', { monthlyCap: usd(50) });
    for (const _ of [1, 2, 3]) {
      await spender.spend(Number(await spender.availableMinor()));
      await desk.passHours(MINUTE);
      await desk.sweep();
    }
    expect(await spender.statuses()).toEqual(['paid', 'paid']);
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
    expect(await spender.statuses()).toEqual(['paid', 'paid', 'paid']);
  });

  it('the monthly cap ignores declined purchases, and applies at once when it is raised', async () => {
    desk.moveTo(nextMonth());
    const spender = await openTopUp('declined', { monthlyCap: usd(20) });
    await spender.spend(1_000);
    await desk.work();
    await spender.addCard('good');
    await desk.passHours(1);
    expect(await spender.statuses()).toEqual(['declined', 'paid']);
    await spender.spend(2_000);
    await desk.passHours(MINUTE);
    expect(await spender.purchases()).toHaveLength(2);
    await spender.set({ ...ON, monthlyCap: usd(40) });
    await desk.work();
    expect(await spender.statuses()).toEqual(['declined', 'paid', 'paid']);
  });
});
