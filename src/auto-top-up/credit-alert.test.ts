import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBuyer } from '../../test/support/billing.ts';
import { runQueue } from '../../test/support/queue.ts';
import { furnishShop, loadPlans, registration, type Shop, sell } from '../../test/support/shop.ts';
import { openSlice, type Slice } from '../../test/support/slice.ts';
import { addCredits, chargeCredits } from '../credits/index.ts';
import { sql } from '../db/database.ts';
import {
  createAutoTopUpTasks,
  registerAlertRoutes,
  resetAutoTopUp,
  sweepCredits,
} from './index.ts';

let slice: Slice;
beforeAll(async () => {
  slice = await openSlice(registerAlertRoutes);
  await loadPlans(slice.db);
});
afterAll(() => slice.close());

const PATH = '/gigastore/credits/alert';
const usd = (priceValue: number) => ({ priceValue, currencyCode: 'USD' });
const description = 'Test';

/** A reseller with 10.00 USD who wants to hear of less than `threshold`. */
async function openShop(threshold?: number) {
  const account = await slice.newAccount();
  const shop = await furnishShop(slice.db, { ...account, creditsMinor: 1_000n });
  const call = await account.caller('manage');
  const set = (body: object) => call('PUT', PATH, { body });
  if (threshold !== undefined) await set({ threshold: usd(threshold) });
  return { ...shop, account, call, set };
}

const charge = ({ db, ctx }: Shop, cents: number) =>
  db.transaction((tx) =>
    chargeCredits(tx, ctx, { amountMinor: BigInt(cents), type: 'stock_purchase', description }),
  );
const add = ({ db, ctx }: Shop, cents: number) =>
  db.transaction((tx) =>
    addCredits(tx, ctx, { amountMinor: BigInt(cents), type: 'sandbox_credit', description }),
  );

function parts() {
  const complain = (error: unknown) => expect.fail(String(error));
  return { db: slice.db, realNow: () => new Date(), complain };
}
const work = () => runQueue(slice.db, createAutoTopUpTasks(parts()), new Date());

/** The available credits of which the account was told, in order. */
async function toldOf({ ctx }: Shop): Promise<number[]> {
  const events = await slice.db.rows<{ body: { available: { priceValue: number } } }>(sql`
    select body
    from events
    where account_id = ${ctx.accountId}
      and type = 'credits.low'
    order by sequence`);
  return events.map(({ body }) => body.available.priceValue);
}

function mailsTo(to: string) {
  return slice.db.rows<{ kind: string; locale: string; subject: string; text: string }>(sql`
    select kind, locale, subject, text
    from mails
    where recipient = ${to}
    order by created_at`);
}

describe('the low-credit alert', () => {
  it('is off until it is set, and shows what was set', async () => {
    const { call, set } = await openShop();
    expect((await call('GET', PATH)).json()).toEqual({ enabled: false, threshold: null });
    const wanted = { enabled: true, threshold: { sortIndex: 0, ...usd(5) } };
    expect((await set({ threshold: usd(5) })).json()).toEqual(wanted);
    expect((await call('GET', PATH)).json()).toEqual(wanted);
    expect((await set({ enabled: false, threshold: usd(5) })).json().enabled).toBe(false);
  });

  it('is told once when a hundred sales take the credits below it', async () => {
    const shop = await openShop(9);
    const sales = Array.from({ length: 100 }, () => sell(shop, registration(shop)));
    await Promise.all(sales);
    await work();
    await work();
    await sweepCredits(parts());
    expect(await toldOf(shop)).toEqual([0]);
  });

  it('is told again each time after the credits were enough, seen by a job or not', async () => {
    const shop = await openShop(9);
    await charge(shop, 101);
    await work();
    await add(shop, 100);
    await charge(shop, 100);
    await work();
    await add(shop, 100);
    await sweepCredits(parts());
    await charge(shop, 200);
    await work();
    await charge(shop, 100);
    await work();
    expect(await toldOf(shop)).toEqual([8.99, 8.99, 7.99]);
  });

  it('is not told when the credits are enough again before the job runs', async () => {
    const shop = await openShop(9);
    await charge(shop, 200);
    await add(shop, 200);
    await work();
    expect(await toldOf(shop)).toEqual([]);
  });

  it('is told at once when it is set above what there is, and once', async () => {
    const shop = await openShop();
    await shop.set({ threshold: usd(20) });
    expect(await toldOf(shop)).toEqual([10]);
    await shop.set({ threshold: usd(20) });
    expect(await toldOf(shop)).toEqual([10]);
    await shop.set({ threshold: usd(30) });
    expect(await toldOf(shop)).toEqual([10, 10]);
  });

  it('says nothing once it is off', async () => {
    const shop = await openShop(9);
    await shop.set({ enabled: false, threshold: usd(9) });
    await charge(shop, 500);
    await work();
    await sweepCredits(parts());
    expect(await toldOf(shop)).toEqual([]);
  });

  it('is found by the sweep when its job was lost', async () => {
    const shop = await openShop(9);
    await charge(shop, 500);
    await slice.db.run(sql`delete from graphile_worker._private_jobs`);
    await Promise.all([sweepCredits(parts()), sweepCredits(parts())]);
    expect(await toldOf(shop)).toEqual([5]);
  });

  it('comes by mail to the company, and in the language of its billing details', async () => {
    const shop = await openShop(9);
    const { organizationId } = shop.account;
    const { email } = (await slice.db.row<{ email: string }>(sql`
      select email from organizations where id = ${organizationId}`)) ?? { email: '' };
    await charge(shop, 200);
    await work();
    const [english] = await mailsTo(email);
    expect(english).toMatchObject({ kind: 'credits_low', locale: 'en' });
    expect(english?.subject).toBe('Your credits are low: 8.00 USD');
    expect(english?.text).toContain('below 9.00 USD');

    const billingEmail = `rechnung-${organizationId}@acme.test`;
    await openBuyer(slice.db, organizationId, { billingEmail, locale: 'de' });
    await add(shop, 200);
    await charge(shop, 300);
    await work();
    const [german] = await mailsTo(billingEmail);
    expect(german?.subject).toBe('Ihr Guthaben ist niedrig: 7.00 USD');
  });

  it('is off again after a reset, with nothing left to be told', async () => {
    const shop = await openShop(9);
    await charge(shop, 200);
    await slice.db.transaction((tx) => resetAutoTopUp(tx, shop.ctx.accountId));
    await work();
    expect(await toldOf(shop)).toEqual([]);
    expect((await shop.call('GET', PATH)).json()).toEqual({ enabled: false, threshold: null });
  });

  it.each([
    [{}, '/threshold'],
    [{ threshold: usd(0) }, '/threshold/priceValue'],
    [{ threshold: { priceValue: 5, currencyCode: 'EUR' } }, '/threshold/currencyCode'],
    [{ threshold: usd(1.001) }, '/threshold/priceValue'],
    [{ threshold: usd(5), enabled: 'yes' }, '/enabled'],
  ])('refuses %j', async (body, path) => {
    const { set } = await openShop();
    expect((await set(body)).json()).toMatchObject({
      code: 'invalid_request',
      errors: [{ path }],
    });
  });

  it('needs the scope of those who pay', async () => {
    const { account } = await openShop();
    const seller = await account.caller('sell');
    const refused = await seller('PUT', PATH, { body: { threshold: usd(5) } });
    expect(refused.json().code).toBe('insufficient_scope');
    expect((await seller('GET', PATH)).statusCode).toBe(200);
  });
});
