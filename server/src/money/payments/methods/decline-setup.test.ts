import { describe, expect, it } from 'vitest';
import { earlier } from '../../../../test/support/earlier.ts';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { openStripeTill } from '../../../../test/support/stripe-till.ts';
import { sql } from '../../../platform/db/database.ts';
import { createPaymentTasks } from '../index.ts';
import { CLOSE_FORM_TASK, MAX_DECLINES_BY_FORM } from './decline-setup.ts';

const SETUP = '/gigastore/payment-methods/setup';

const till = await forThisFile(openStripeTill());

async function openForm(payer: Awaited<ReturnType<typeof till.newPayer>>) {
  const answer = await payer.live('POST', SETUP);
  const token = String(answer.json().clientSecret).replace('_secret', '');
  return { status: answer.statusCode, code: answer.json().code, token };
}

/** Declines this many cards on the form, and delivers the notices of Stripe. */
async function decline(token: string, count: number): Promise<void> {
  till.stripe.events.splice(0);
  for (let each = 0; each < count; each += 1) till.stripe.declineCard(token);
  await till.deliver(till.stripe.events.splice(0));
}

const stateOf = async (token: string) => {
  const row = await till.db.row<{ state: string; declines: number }>(sql`
    select state, declines from payment_setups where token = ${token}`);
  return row;
};

describe('cards that are declined on a form', () => {
  it('five declined cards close a form at Stripe', async () => {
    const payer = await till.newPayer('paid');
    const { token } = await openForm(payer);
    await decline(token, MAX_DECLINES_BY_FORM - 1);
    expect(await stateOf(token)).toEqual({ state: 'open', declines: 4 });
    await decline(token, 1);
    expect(await stateOf(token)).toEqual({ state: 'given_up', declines: 5 });
    const close = createPaymentTasks(till)[CLOSE_FORM_TASK];
    await close?.({ provider: 'stripe', token }, new AbortController().signal);
    expect(till.stripe.statusOf(token)).toBe('canceled');
    await close?.({ provider: 'stripe', token }, new AbortController().signal);
  });

  it('ten declined cards close forms and charges of the account for an hour', async () => {
    const payer = await till.newPayer('paid');
    const [first, second] = [await openForm(payer), await openForm(payer)];
    await decline(first.token, 5);
    expect((await openForm(payer)).status).toBe(200);
    await decline(second.token, 5);
    expect((await openForm(payer)).code).toBe('rate_limited');
    expect(await payer.order(10)).toMatchObject({ code: 'rate_limited' });
    const other = await till.newPayer('paid');
    expect((await openForm(other)).status).toBe(200);
    await till.db.run(sql`
      update payment_setups
      set declined_at = ${earlier(sql`declined_at`, '1 hour')}
      where account_id = ${payer.liveAccountId} and declined_at is not null`);
    expect((await openForm(payer)).status).toBe(200);
  });

  it('a declined card counts once for each notice, however often it is delivered', async () => {
    const payer = await till.newPayer('paid');
    const { token } = await openForm(payer);
    till.stripe.events.splice(0);
    till.stripe.declineCard(token);
    const events = till.stripe.events.splice(0);
    await till.deliver([...events, ...events]);
    expect(await stateOf(token)).toEqual({ state: 'open', declines: 1 });
  });
});
