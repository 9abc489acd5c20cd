import { describe, expect, it } from 'vitest';
import { forThisFile } from '../../../../../test/support/for-this-file.ts';
import { openStripeTill } from '../../../../../test/support/stripe-till.ts';
import { sql } from '../../../../platform/db/database.ts';
import { reconcilePayments } from '../../index.ts';

const CARDS = '/gigastore/payment-methods';
const NOTICES = '/payments/stripe/notices';

const till = await forThisFile(openStripeTill());

/** The notices of Stripe since the last call. */
function news(): object[] {
  return till.stripe.events.splice(0);
}

describe('a card', () => {
  it('a card is entered on Stripe’s form; we keep its brand, last digits and expiry', async () => {
    const payer = await till.newPayer('paid');
    const { items, ...howToAdd } = (await payer.live('GET', CARDS)).json();
    expect(items).toMatchObject([
      { brand: 'visa', lastFour: '4242', expiryMonth: 12, expiryYear: 2040, isDefault: true },
    ]);
    expect(howToAdd).toEqual({ provider: 'stripe', publishableKey: 'pk_test_of_the_tests' });
    const { provider, publishableKey } = (await payer.call('GET', CARDS)).json();
    expect([provider, publishableKey]).toEqual(['test', null]);
    const setup = (await payer.live('POST', `${CARDS}/setup`)).json();
    expect(setup).toMatchObject({
      provider: 'stripe',
      publishableKey: 'pk_test_of_the_tests',
      paymentMethod: null,
    });
    const wrong = await payer.live('POST', `${CARDS}/setup`, {
      body: { testCard: '4242424242424242' },
    });
    expect(wrong.json().code).toBe('invalid_request');
  });

  it('a card without a notice is found by asking Stripe', async () => {
    const payer = await till.newPayer('paid');
    const setup = (await payer.live('POST', `${CARDS}/setup`)).json();
    till.stripe.enterCard(setup.clientSecret.replace('_secret', ''), 'paid');
    news();
    const asked = { realNow: new Date(), silentSeconds: -1 };
    expect((await reconcilePayments(till.db, asked)).setups).toBeGreaterThan(0);
    const [job] = await till.db.rows<{ count: bigint }>(sql`
      select count(*) as count from graphile_worker.jobs where task_identifier = 'find-card'`);
    expect(job?.count).toBeGreaterThan(0n);
  });

  it('a card is never requested where nobody charges it', async () => {
    const buyer = await till.newBuyer();
    // The sandbox of the same company has test cards.
    const sandbox = await buyer.buy('4242424242424242');
    expect(sandbox.status).toBe('paid');
  });
});

describe('a purchase', () => {
  it('a purchase is charged and credited once; its notices, sent twice, change nothing', async () => {
    const payer = await till.newPayer('paid');
    const { id } = await payer.order();
    news();
    expect(await payer.run(id)).toBe(true);
    expect((await payer.shown(id)).status).toBe('paid');
    const told = news();
    expect(await till.deliver([...told, ...told])).toEqual([200, 200]);
    expect(await payer.availableMinor()).toBe(10_000n);
  });

  it('a notice that precedes the answer credits a purchase, and the answer not again', async () => {
    const payer = await till.newPayer('paid');
    const { id } = await payer.order();
    news();
    till.stripe.plays.push({ call: 'POST /v1/payment_intents/', play: 'lost_after' });
    expect(await payer.run(id)).toBe(false);
    expect((await payer.shown(id)).status).toBe('pending');
    expect(await till.deliver(news())).toEqual([200]);
    expect((await payer.shown(id)).status).toBe('paid');
    expect(await payer.run(id)).toBe(true);
    expect(await payer.availableMinor()).toBe(10_000n);
  });

  it.each([
    ['POST /v1/payment_intents', 'lost_before'],
    ['POST /v1/payment_intents', 'lost_after'],
    ['POST /v1/payment_intents', 'failing'],
    ['POST /v1/payment_intents/', 'lost_before'],
    ['POST /v1/payment_intents/', 'lost_after'],
    ['POST /v1/payment_intents/', 'failing'],
  ] as const)('a purchase whose %s is %s is charged once, without a notice', async (call, play) => {
    const payer = await till.newPayer('paid');
    const { id } = await payer.order();
    till.stripe.plays.push({ call, play });
    expect(await payer.run(id)).toBe(false);
    expect(await payer.run(id)).toBe(true);
    expect((await payer.shown(id)).status).toBe('paid');
    const intents = till.stripe.events.filter((event) => JSON.stringify(event).includes(id));
    expect(intents).toHaveLength(1);
    expect(await payer.availableMinor()).toBe(10_000n);
    news();
  });

  it('a purchase without news is found by the job that asks Stripe', async () => {
    const payer = await till.newPayer('paid');
    const { id } = await payer.order();
    till.stripe.plays.push({ call: 'POST /v1/payment_intents/', play: 'lost_after' });
    await payer.run(id);
    news();
    const found = await reconcilePayments(till.db, { realNow: new Date(), silentSeconds: -1 });
    expect(found.purchases).toBeGreaterThan(0);
    const jobs = await till.db.rows<{ key: string }>(sql`
      select key from graphile_worker.jobs where key = ${`charge-purchase:${id}`}`);
    expect(jobs).toHaveLength(1);
    await payer.run(id);
    expect((await payer.shown(id)).status).toBe('paid');
  });

  it.each([
    ['declined', 'card_declined'],
    ['insufficient_funds', 'insufficient_funds'],
  ] as const)('a purchase by a card that is %s changes no credits', async (play, declineCode) => {
    const payer = await till.newPayer(play);
    const { id } = await payer.order();
    news();
    expect(await payer.run(id)).toBe(true);
    expect(await payer.shown(id)).toMatchObject({ status: 'declined', declineCode });
    expect(await till.deliver(news())).toEqual([200]);
    expect(await payer.availableMinor()).toBe(0n);
  });

  it('a purchase waits for 3-D Secure, and a payment after a failure still wins', async () => {
    const payer = await till.newPayer('authentication');
    const { id } = await payer.order();
    news();
    await payer.run(id);
    const { id: intent } = till.stripe.intentOf(id);
    expect(await payer.shown(id)).toMatchObject({
      status: 'requires_action',
      nextAction: { type: 'authenticate', clientSecret: `${intent}_secret` },
    });
    till.stripe.authenticate(intent, false);
    await till.deliver(news());
    expect(await payer.shown(id)).toMatchObject({
      status: 'declined',
      declineCode: 'authentication_failed',
    });
    till.stripe.authenticate(intent, true);
    const told = news();
    await till.deliver(told);
    await till.deliver(told);
    expect((await payer.shown(id)).status).toBe('paid');
    expect(await payer.availableMinor()).toBe(10_000n);
  });

  it('a purchase is canceled with Stripe, unless it was charged meanwhile', async () => {
    const payer = await till.newPayer('authentication');
    const [off, late] = [await payer.order(), await payer.order()];
    for (const { id } of [off, late]) {
      await payer.run(id);
      await payer.live('POST', `/gigastore/credits/purchases/${id}/cancel`);
    }
    till.stripe.authenticate(till.stripe.intentOf(late.id).id, true);
    await payer.run(off.id);
    await payer.run(late.id);
    expect((await payer.shown(off.id)).status).toBe('canceled');
    expect((await payer.shown(late.id)).status).toBe('paid');
    expect(till.stripe.intentOf(off.id).status).toBe('canceled');
    news();
  });

  it('a purchase by a card that Stripe has deleted is declined', async () => {
    const payer = await till.newPayer('paid');
    const { items } = (await payer.live('GET', CARDS)).json();
    const { id } = await payer.order();
    const [method] = await till.db.rows<{ token: string }>(sql`
      select token from payment_methods
      where account_id = ${payer.liveAccountId} and id = ${items[0].id}`);
    await till.payments.providerNamed('stripe')?.detachCard(method?.token ?? '');
    expect(await payer.run(id)).toBe(true);
    expect(await payer.shown(id)).toMatchObject({
      status: 'declined',
      declineCode: 'payment_method_unusable',
    });
  });
});

describe('a notice', () => {
  it('a notice without a signature, of another secret or altered is refused', async () => {
    const { payload, signature } = till.stripe.signed({ id: 'evt_x', object: 'event', type: 'x' });
    const altered = payload.replace('evt_x', 'evt_y');
    for (const [text, header] of [
      [payload, undefined],
      [payload, 't=1,v1=00'],
      [altered, signature],
    ]) {
      const headers = { ...(header && { 'stripe-signature': header }) };
      const answer = await till.app.inject({
        ...{ method: 'POST', url: NOTICES, payload: text },
        headers: { 'content-type': 'application/json', ...headers },
      });
      expect(answer.statusCode).toBe(400);
    }
    expect(await till.deliver([JSON.parse(payload)])).toEqual([200]);
  });

  it('a notice about another payment is accepted and changes nothing', async () => {
    const object = { object: 'payment_intent', status: 'succeeded', metadata: {} };
    const foreign = { id: 'evt_foreign', object: 'event', type: 'payment_intent.succeeded' };
    expect(await till.deliver([{ ...foreign, data: { object } }])).toEqual([200]);
  });
});
