import { describe, expect, it, onTestFinished } from 'vitest';
import { openBuyer } from '../../../../test/support/billing.ts';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { openTill, usd } from '../../../../test/support/payments.ts';
import { sql } from '../../../platform/db/database.ts';

const AT_ONCE = 20;
const PURCHASES = '/gigastore/credits/purchases';
const CARDS = '/gigastore/payment-methods';

const till = await forThisFile(openTill());

describe('a purchase by card', () => {
  it('a purchase by card is pending, and after its job paid: credits, invoice and event', async () => {
    const buyer = await till.newBuyer();
    const setup = await buyer.call('POST', `${CARDS}/setup`, {
      body: { testCard: '4242424242424242' },
    });
    expect(setup.json()).toMatchObject({
      provider: 'test',
      paymentMethod: { brand: 'visa', lastFour: '4242', isDefault: true },
    });
    const asked = await buyer.call('POST', PURCHASES, { body: { amount: usd(100) } });
    expect(asked.statusCode).toBe(202);
    const { id } = asked.json();
    expect(asked.json()).toMatchObject({ status: 'pending', total: { priceValue: 100 } });
    expect(await buyer.creditsMinor()).toBe(0n);

    await buyer.advance(id);
    const paid = await buyer.read(id);
    expect(paid).toMatchObject({ status: 'paid', amount: { priceValue: 100 } });
    expect(paid.invoiceNumber).toMatch(/^TEST-/);
    expect(await buyer.creditsMinor()).toBe(10_000n);
    const [event] = await till.db.rows<{ type: string; body: object }>(sql`
      select type, body from events where account_id = ${buyer.id} order by sequence`);
    expect(event).toMatchObject({ type: 'credits.added', body: { purchaseId: id } });
  });

  it("a purchase by card is mailed in the buyer's language, and booked in English", async () => {
    const buyer = await till.newBuyer();
    await openBuyer(till.db, buyer.organizationId, { locale: 'de' });
    const { id } = await buyer.buy('4242424242424242');
    const body = { event: 'refund' };
    await buyer.call('POST', `/gigastore/sandbox/purchases/${id}/simulate`, { body });
    const documents = await till.db.rows(sql`
      select description
      from billing_documents
      where account_id = ${buyer.id}
      order by id`);
    expect(documents).toEqual([
      { description: 'Guthaben, mit Karte gekauft' },
      { description: 'Zahlung erstattet' },
    ]);
    const entries = await till.db.rows(sql`
      select description
      from transfers
      where account_id = ${buyer.id}
      order by sequence`);
    expect(entries).toEqual([
      { description: 'Credits bought by card' },
      { description: 'Payment refunded' },
    ]);
  });

  it('a purchase by card is credited once, however many run its job concurrently', async () => {
    const buyer = await till.newBuyer();
    await buyer.call('POST', `${CARDS}/setup`, { body: { testCard: '4242424242424242' } });
    const { id } = (await buyer.call('POST', PURCHASES, { body: { amount: usd(50) } })).json();
    await Promise.all(Array.from({ length: AT_ONCE }, () => buyer.advance(id)));
    await buyer.advance(id);
    expect((await buyer.read(id)).status).toBe('paid');
    expect(await buyer.creditsMinor()).toBe(5_000n);
  });

  it('a purchase by card that is repeated with its key is one purchase', async () => {
    const buyer = await till.newBuyer();
    await buyer.call('POST', `${CARDS}/setup`, { body: { testCard: '4242424242424242' } });
    const again = { body: { amount: usd(50) }, headers: { 'idempotency-key': 'buy-1' } };
    const [first, second] = [
      await buyer.call('POST', PURCHASES, again),
      await buyer.call('POST', PURCHASES, again),
    ];
    expect(second.json().id).toBe(first.json().id);
    expect((await buyer.call('GET', PURCHASES)).json().items).toHaveLength(1);
  });

  it.each([
    ['4000000000000002', 'card_declined'],
    ['4000000000009995', 'insufficient_funds'],
    ['4000000000000069', 'expired_card'],
    ['4000000000000341', 'card_declined'],
  ])(
    'a purchase by card with %s is declined and changes no credits: %s',
    async (testCard, declineCode) => {
      const buyer = await till.newBuyer();
      const declined = await buyer.buy(testCard);
      expect(declined).toMatchObject({ status: 'declined', declineCode, invoiceNumber: null });
      expect(declined.declineReason).toMatch(/\.$/);
      expect(await buyer.creditsMinor()).toBe(0n);
    },
  );
});

describe('a card that wants authentication', () => {
  const play = (id: string) => `/gigastore/sandbox/purchases/${id}/simulate`;

  it('a card that requires authentication leaves the purchase waiting for the payer', async () => {
    const buyer = await till.newBuyer();
    const waiting = await buyer.buy('4000002760003184');
    expect(waiting).toMatchObject({
      status: 'requires_action',
      nextAction: { type: 'authenticate' },
    });
    await buyer.advance(waiting.id);
    expect((await buyer.read(waiting.id)).status).toBe('requires_action');
    const body = { event: 'authenticate' };
    const outcomes = await Promise.all(
      Array.from({ length: AT_ONCE }, () => buyer.call('POST', play(waiting.id), { body })),
    );
    const statuses = outcomes.map(({ statusCode }) => statusCode);
    expect(statuses).toContain(200);
    expect(await buyer.read(waiting.id)).toMatchObject({ status: 'paid', nextAction: null });
    expect(await buyer.creditsMinor()).toBe(10_000n);
    const late = await buyer.call('POST', play(waiting.id), { body });
    expect(late.json().code).toBe('invalid_state');
  });

  it('a card that requires authentication is declined when the payer does not authenticate', async () => {
    const buyer = await till.newBuyer();
    const { id } = await buyer.buy('4000002760003184');
    await buyer.call('POST', play(id), { body: { event: 'fail_authentication' } });
    expect(await buyer.read(id)).toMatchObject({
      status: 'declined',
      declineCode: 'authentication_failed',
    });
    expect(await buyer.creditsMinor()).toBe(0n);
  });

  it('a purchase is canceled when nobody has authenticated for a day', async () => {
    const buyer = await till.newBuyer();
    const { id } = await buyer.buy('4000002760003184');
    await till.db.run(sql`
      update purchases set created_at = now() - interval '25 hours'
      where account_id = ${buyer.id} and id = ${id}`);
    await buyer.advance(id);
    expect((await buyer.read(id)).status).toBe('canceled');
  });

  it('a purchase that waits for authentication can be canceled', async () => {
    const buyer = await till.newBuyer();
    const { id } = await buyer.buy('4000002760003184');
    const asked = await buyer.call('POST', `${PURCHASES}/${id}/cancel`);
    expect(asked.statusCode).toBe(202);
    await buyer.advance(id);
    expect((await buyer.read(id)).status).toBe('canceled');
    const again = await buyer.call('POST', `${PURCHASES}/${id}/cancel`);
    expect(again.json().code).toBe('invalid_state');
  });
});

describe('a sandbox plays', () => {
  const played = async (events: string[]) => {
    const buyer = await till.newBuyer();
    const { id } = await buyer.buy('4242424242424242');
    const answers: string[] = [];
    for (const event of events) {
      const path = `/gigastore/sandbox/purchases/${id}/simulate`;
      const answer = (await buyer.call('POST', path, { body: { event } })).json();
      answers.push(answer.code ?? answer.status);
    }
    const { frozen, reversed } = await buyer.read(id);
    const [frozenValue, reversedValue] = [frozen.priceValue, reversed.priceValue];
    return {
      answers,
      frozen: frozenValue,
      reversed: reversedValue,
      left: await buyer.creditsMinor(),
    };
  };

  it.each([
    [['dispute'], 100, 0, 0n],
    [['dispute', 'win_dispute'], 0, 0, 10_000n],
    [['dispute', 'lose_dispute'], 0, 100, 0n],
    [['refund'], 0, 100, 0n],
  ])('a sandbox simulates %j', async (events, frozen, reversed, left) => {
    expect(await played(events)).toMatchObject({ frozen, reversed, left });
  });

  it.each([
    [['win_dispute']],
    [['dispute', 'dispute']],
    [['dispute', 'win_dispute', 'lose_dispute']],
    [['refund', 'refund']],
    [['authenticate']],
    [['receive_transfer']],
  ])('a sandbox refuses to simulate what cannot happen: the last of %j', async (events) => {
    expect((await played(events)).answers.at(-1)).toBe('invalid_state');
  });
});

describe('a purchase is refused', () => {
  it.each([
    [{ amount: usd(5) }, 'invalid_request'],
    [{ amount: { priceValue: 50, currencyCode: 'EUR' } }, 'invalid_request'],
    [{ amount: usd(50), method: 'bank_transfer', paymentMethodId: 'x' }, 'invalid_request'],
    [{ amount: usd(50), paymentMethodId: 'x' }, 'payment_method_not_found'],
    [{ amount: usd(50) }, 'payment_method_required'],
    [{ amount: usd(50), method: 'bank_transfer', expectedTotal: usd(60) }, 'price_mismatch'],
  ])('a purchase is refused for %j: %s', async (body, code) => {
    const buyer = await till.newBuyer();
    const answer = await buyer.call('POST', PURCHASES, { body });
    expect(answer.json().code).toBe(code);
    expect((await buyer.call('GET', PURCHASES)).json().items).toEqual([]);
  });

  it('a purchase is refused without billing details', async () => {
    const account = await till.newAccount();
    const call = await account.caller();
    await call('POST', `${CARDS}/setup`, { body: { testCard: '4242424242424242' } });
    const answer = await call('POST', PURCHASES, { body: { amount: usd(50) } });
    expect(answer.json().code).toBe('billing_details_required');
  });

  it('a purchase is refused with a card of somebody else', async () => {
    const [buyer, other] = [await till.newBuyer(), await till.newBuyer()];
    const made = await other.call('POST', `${CARDS}/setup`, {
      body: { testCard: '4242424242424242' },
    });
    const paymentMethodId = made.json().paymentMethod.id;
    const body = { amount: usd(50), paymentMethodId };
    const answer = await buyer.call('POST', PURCHASES, { body });
    expect(answer.json().code).toBe('payment_method_not_found');
  });
});

describe('the cards', () => {
  it('the cards have one default, whatever is added and removed at once', async () => {
    const buyer = await till.newBuyer();
    const body = { testCard: '4242424242424242' };
    await Promise.all(
      Array.from({ length: 5 }, () => buyer.call('POST', `${CARDS}/setup`, { body })),
    );
    const list = async () => (await buyer.call('GET', CARDS)).json().items;
    const cards = await list();
    expect(cards).toHaveLength(5);
    expect(cards.filter((card: { isDefault: boolean }) => card.isDefault)).toHaveLength(1);
    await buyer.call('PUT', `${CARDS}/${cards[3].id}/default`);
    const removed = await buyer.call('DELETE', `${CARDS}/${cards[0].id}`);
    expect(removed.statusCode).toBe(204);
    const left = await list();
    expect(left.map((card: { isDefault: boolean }) => card.isDefault)).toEqual([
      false,
      false,
      true,
      false,
    ]);
    const gone = await buyer.call('PUT', `${CARDS}/${cards[0].id}/default`);
    expect(gone.json().code).toBe('payment_method_not_found');
  });

  it('the test cards are the documented numbers only', async () => {
    const buyer = await till.newBuyer();
    for (const body of [{}, { testCard: '4111111111111111' }]) {
      const answer = await buyer.call('POST', `${CARDS}/setup`, { body });
      expect(answer.json().code).toBe('invalid_request');
    }
  });
});

describe('an installation in live mode without a card provider', () => {
  it('live mode without a card provider has bank transfers, and test cards for sandboxes', async () => {
    const own = await openTill({ mode: 'live' });
    onTestFinished(() => own.close());
    const buyer = await own.newBuyer();
    const card = await buyer.live('POST', PURCHASES, { body: { amount: usd(50) } });
    expect(card.json()).toMatchObject({ status: 503, code: 'payments_unavailable' });
    const body = { testCard: '4242424242424242' };
    const setup = await buyer.live('POST', `${CARDS}/setup`, { body });
    expect(setup.json().code).toBe('payments_unavailable');
    expect((await buyer.live('GET', CARDS)).json()).toEqual({
      items: [],
      ...{ provider: null, publishableKey: null },
    });
    const transfer = await buyer.live('POST', PURCHASES, {
      body: { amount: usd(50), method: 'bank_transfer' },
    });
    expect(transfer.json()).toMatchObject({ status: 'awaiting_transfer' });
    expect((await buyer.buy('4242424242424242')).status).toBe('paid');
    const notice = await own.app.inject({ method: 'POST', url: '/payments/stripe/notices' });
    expect(notice.statusCode).toBe(404);
  });
});
