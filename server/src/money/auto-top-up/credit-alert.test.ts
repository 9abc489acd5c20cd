import { describe, expect, it } from 'vitest';
import { openBuyer } from '../../../test/support/billing.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { registration, sell } from '../../../test/support/shop.ts';
import { ALERT_PATH, openDesk, type Spender, usd } from '../../../test/support/top-ups.ts';
import { sql } from '../../platform/db/database.ts';
import { resetAutoTopUp } from './index.ts';

const desk = await forThisFile(openDesk());

/** A reseller with 10.00 USD and a low-credit alert at `threshold`. */
async function openShop(threshold?: number): Promise<Spender> {
  const shop = await desk.newSpender();
  if (threshold !== undefined) await shop.setAlert({ threshold: usd(threshold) });
  return shop;
}

/** The available credits in the alerts of the account, in order. */
async function toldOf(shop: Spender): Promise<unknown[]> {
  const bodies = await shop.told('credits.low');
  return bodies.map(({ available }) => (available as { priceValue: number }).priceValue);
}

function mailsTo(to: string) {
  return desk.db.rows<{ kind: string; locale: string; subject: string; text: string }>(sql`
    select kind, locale, subject, text
    from mails
    where recipient = ${to}
    order by created_at`);
}

describe('the low-credit alert', () => {
  it('the low-credit alert is off until it is set, and is shown as it was set', async () => {
    const { call, setAlert: set } = await openShop();
    expect((await call('GET', ALERT_PATH)).json()).toEqual({ enabled: false, threshold: null });
    const wanted = { enabled: true, threshold: { sortIndex: 0, ...usd(5) } };
    expect((await set({ threshold: usd(5) })).json()).toEqual(wanted);
    expect((await call('GET', ALERT_PATH)).json()).toEqual(wanted);
    expect((await set({ enabled: false, threshold: usd(5) })).json().enabled).toBe(false);
  });

  it('the low-credit alert is sent once when a hundred sales take the credits below it', async () => {
    const shop = await openShop(9);
    const sales = Array.from({ length: 100 }, () => sell(shop, registration(shop)));
    await Promise.all(sales);
    await desk.work();
    await desk.work();
    await desk.sweep();
    expect(await toldOf(shop)).toEqual([0]);
  });

  it('the low-credit alert is sent again each time after the credits were sufficient', async () => {
    const shop = await openShop(9);
    await shop.spend(101);
    await desk.work();
    await shop.earn(100);
    await shop.spend(100);
    await desk.work();
    await shop.earn(100);
    await desk.sweep();
    await shop.spend(200);
    await desk.work();
    await shop.spend(100);
    await desk.work();
    expect(await toldOf(shop)).toEqual([8.99, 8.99, 7.99]);
  });

  it('the low-credit alert is not sent when the credits are sufficient before the job runs', async () => {
    const shop = await openShop(9);
    await shop.spend(200);
    await shop.earn(200);
    await desk.work();
    expect(await toldOf(shop)).toEqual([]);
  });

  it('the low-credit alert is sent at once, and once, when it is set above the credits', async () => {
    const shop = await openShop();
    await shop.setAlert({ threshold: usd(20) });
    expect(await toldOf(shop)).toEqual([10]);
    await shop.setAlert({ threshold: usd(20) });
    expect(await toldOf(shop)).toEqual([10]);
    await shop.setAlert({ threshold: usd(30) });
    expect(await toldOf(shop)).toEqual([10, 10]);
  });

  it('the low-credit alert is not sent when it is off', async () => {
    const shop = await openShop(9);
    await shop.setAlert({ enabled: false, threshold: usd(9) });
    await shop.spend(500);
    await desk.work();
    await desk.sweep();
    expect(await toldOf(shop)).toEqual([]);
  });

  it('the sweep sends the low-credit alert when its job was lost', async () => {
    const shop = await openShop(9);
    await shop.spend(500);
    await desk.db.run(sql`delete from graphile_worker._private_jobs`);
    await Promise.all([desk.sweep(), desk.sweep()]);
    expect(await toldOf(shop)).toEqual([5]);
  });

  it('the low-credit alert is mailed to the company, in the language of its billing details', async () => {
    const shop = await openShop(9);
    const { organizationId } = shop.account;
    await desk.db.run(sql`
      delete from billing_details where organization_id = ${organizationId}`);
    const { email } = (await desk.db.row<{ email: string }>(sql`
      select email from organizations where id = ${organizationId}`)) ?? { email: '' };
    await shop.spend(200);
    await desk.work();
    const [english] = await mailsTo(email);
    expect(english).toMatchObject({ kind: 'credits_low', locale: 'en' });
    expect(english?.subject).toBe('Your credits are low: 8.00 USD');
    expect(english?.text).toContain('below 9.00 USD');

    const billingEmail = `rechnung-${organizationId}@acme.test`;
    await openBuyer(desk.db, organizationId, { billingEmail, locale: 'de' });
    await shop.earn(200);
    await shop.spend(300);
    await desk.work();
    const [german] = await mailsTo(billingEmail);
    expect(german?.subject).toBe('Ihr Guthaben ist niedrig: 7.00 USD');
  });

  it('the low-credit alert is off after a reset, and sends nothing more', async () => {
    const shop = await openShop(9);
    await shop.spend(200);
    await desk.db.transaction((tx) => resetAutoTopUp({ db: tx, accountId: shop.ctx.accountId }));
    await desk.work();
    expect(await toldOf(shop)).toEqual([]);
    expect((await shop.call('GET', ALERT_PATH)).json()).toEqual({
      enabled: false,
      threshold: null,
    });
  });

  it.each([
    [{}, '/threshold'],
    [{ threshold: usd(0) }, '/threshold/priceValue'],
    [{ threshold: { priceValue: 5, currencyCode: 'EUR' } }, '/threshold/currencyCode'],
    [{ threshold: usd(1.001) }, '/threshold/priceValue'],
    [{ threshold: usd(5), enabled: 'yes' }, '/enabled'],
  ])('the low-credit alert refuses %j', async (body, path) => {
    const { setAlert: set } = await openShop();
    expect((await set(body)).json()).toMatchObject({
      code: 'invalid_request',
      errors: [{ path }],
    });
  });

  it('the low-credit alert needs the scope billing', async () => {
    const { account } = await openShop();
    const seller = await account.caller('sell');
    const refused = await seller('PUT', ALERT_PATH, { body: { threshold: usd(5) } });
    expect(refused.json().code).toBe('insufficient_scope');
    expect((await seller('GET', ALERT_PATH)).statusCode).toBe(200);
  });
});
