import { describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { ON, openDesk, PATH, topUpsOf } from '../../../test/support/top-ups.ts';
import { sql } from '../../platform/db/database.ts';

const HOUR_MS = 3_600_000;

const MINUTE = 1 / 60;
const desk = await forThisFile(openDesk());
const openTopUp = topUpsOf(desk);

const FAILED = 'credits.auto_top_up_failed';

describe('a declined top-up', () => {
  it('a declined top-up is retried after exactly 1, 6 and 24 hours, and then turned off', async () => {
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
    const history = `${PATH}/attempts`;
    const { items } = (await spender.call('GET', history)).json();
    expect(items.map(({ number }: { number: number }) => number)).toEqual([4, 3, 2, 1]);
    expect(items[1]).toMatchObject({ status: 'declined', reason: 'insufficient_funds' });
    const page = (await spender.call('GET', `${history}?limit=1&status=declined`)).json();
    const next = await spender.call('GET', `${history}?limit=1&after=${page.nextCursor}`);
    expect(next.json().items).toMatchObject([{ number: 3 }]);
    expect((await spender.call('GET', `${history}?status=paid`)).json().items).toEqual([]);
    const csv = await spender.call('GET', history, { headers: { accept: 'text/csv' } });
    expect(csv.body.split('\r\n')).toHaveLength(6);
    await desk.passHours(100);
    await desk.sweep();
    expect(await spender.statuses()).toEqual(Array(4).fill('declined'));
  });

  it('each decline of a top-up is mailed, in the language of the billing details', async () => {
    const spender = await openTopUp('asking');
    await desk.db.run(sql`
      update billing_details
      set locale = 'de', billing_email = ${`${spender.ctx.accountId}@acme.test`}
      where organization_id = ${spender.account.organizationId}`);
    await spender.spend(900);
    await desk.work();
    await desk.passHours(1);
    await desk.passHours(6);
    await desk.passHours(24);
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

  it('a top-up that succeeds after declines clears the declines', async () => {
    const spender = await openTopUp('declined');
    await spender.spend(900);
    await desk.work();
    await desk.passHours(1);
    await spender.addCard('good');
    await desk.passHours(6);
    expect(await spender.statuses()).toEqual(['declined', 'declined', 'paid']);
    expect(await spender.read()).toMatchObject({ status: 'armed', reason: null });

    await spender.addCard('declined');
    await spender.spend(2_000);
    await desk.passHours(MINUTE);
    expect((await spender.told(FAILED)).at(-1)).toMatchObject({ attempt: 1 });
  });

  it('sufficient credits clear the declines of a top-up: the next decline counts as the first', async () => {
    const spender = await openTopUp('declined');
    await spender.spend(900);
    await desk.work();
    await spender.earn(5_000);
    await desk.passHours(1);
    expect(await spender.read()).toMatchObject({ status: 'armed', nextAttemptAt: null });
    await spender.spend(5_000);
    await desk.work();
    expect((await spender.told(FAILED)).map(({ attempt }) => attempt)).toEqual([1, 1]);
  });

  it('new settings retry a declined top-up at once, also when they came meanwhile', async () => {
    const spender = await openTopUp('declined');
    await spender.spend(900);
    await desk.work();
    await spender.addCard('good');
    await spender.set(ON);
    await desk.work();
    expect(await spender.statuses()).toEqual(['declined', 'paid']);

    const cardId = await spender.addCard('declined');
    await spender.set({ ...ON, paymentMethodId: cardId });
    await desk.passHours(MINUTE);
    await spender.spend(2_000);
    await desk.workWithoutCharges();
    await spender.addCard('good');
    await spender.set(ON);
    await desk.work();
    expect(await spender.statuses()).toEqual(['declined', 'paid', 'declined', 'paid']);
  });

  it('a top-up without a card or with a canceled purchase counts as declined', async () => {
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
    expect(await spender.statuses()).toEqual(['canceled']);
    expect((await spender.told(FAILED)).at(-1)).toMatchObject({ reason: 'canceled' });
  });

  it('the sweep reports a declined top-up when its job was lost', async () => {
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
