import { describe, expect, it } from 'vitest';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { openStripeTill, type Payer } from '../../../../test/support/stripe-till.ts';
import { sql } from '../../../platform/db/database.ts';
import { addCredits, chargeCredits } from '../../credits/index.ts';
import { coverClaims, reconcilePayments } from '../index.ts';

const till = await forThisFile(openStripeTill());

const news = (): object[] => till.stripe.events.splice(0);

/** A payer who has bought credits for 100.00, and how Stripe calls the payment. */
async function paid(): Promise<{ payer: Payer; id: string; intent: string }> {
  const payer = await till.newPayer('paid');
  const { id } = await payer.order();
  await payer.run(id);
  news();
  return { payer, id, intent: till.stripe.intentOf(id).id };
}

async function spend({ liveAccountId: accountId }: Payer, amountMinor: bigint): Promise<void> {
  const spent = { amountMinor, type: 'stock_purchase', description: 'Stock' } as const;
  await till.db.transaction((tx) => chargeCredits({ db: tx, accountId, now: new Date() }, spent));
}

/** Returns spent credits to the account, as the refund of a package does. */
async function giveBack({ liveAccountId: accountId }: Payer, amountMinor: bigint): Promise<void> {
  const given = { amountMinor, type: 'adjustment', description: 'Returned' } as const;
  await till.db.transaction(async (tx) => {
    const scope = { db: tx, accountId, now: new Date() };
    await addCredits(scope, given);
    await coverClaims(scope);
  });
}

async function owes({ liveAccountId }: Payer): Promise<boolean> {
  const account = await till.db.row<{ owes: boolean }>(sql`
    select owes_since is not null as owes from accounts where id = ${liveAccountId}`);
  return account?.owes ?? false;
}

async function told({ liveAccountId }: Payer): Promise<string[]> {
  const rows = await till.db.rows<{ type: string }>(sql`
    select type from events where account_id = ${liveAccountId} order by sequence`);
  return rows.map(({ type }) => type);
}

async function invoices({ liveAccountId }: Payer): Promise<bigint[]> {
  const rows = await till.db.rows<{ amountMinor: bigint }>(sql`
    select amount_minor as "amountMinor" from billing_documents
    where account_id = ${liveAccountId} and kind = 'invoice' order by id`);
  return rows.map(({ amountMinor }) => amountMinor);
}

async function creditNotes({ liveAccountId }: Payer): Promise<bigint[]> {
  const rows = await till.db.rows<{ amountMinor: bigint }>(sql`
    select amount_minor as "amountMinor" from billing_documents
    where account_id = ${liveAccountId} and kind = 'credit_note' order by id`);
  return rows.map(({ amountMinor }) => amountMinor);
}

describe('a dispute', () => {
  it('a dispute freezes the credits, and winning it releases them', async () => {
    const { payer, id, intent } = await paid();
    await spend(payer, 4_000n);
    const dispute = till.stripe.dispute(intent);
    await till.deliver(news());
    expect(await payer.availableMinor()).toBe(0n);
    expect(await payer.shown(id)).toMatchObject({ status: 'paid', frozen: { priceValue: 60 } });
    till.stripe.closeDispute(dispute, 'won');
    await till.deliver(news());
    expect(await payer.availableMinor()).toBe(6_000n);
    expect(await payer.shown(id)).toMatchObject({
      frozen: { priceValue: 0 },
      reversed: { priceValue: 0 },
    });
    expect(await told(payer)).toEqual(['credits.added', 'credits.frozen', 'credits.released']);
    expect(await creditNotes(payer)).toEqual([]);
  });

  it('a lost dispute takes the credits back, and spent credits become a debt', async () => {
    const { payer, id, intent } = await paid();
    await spend(payer, 4_000n);
    const dispute = till.stripe.dispute(intent);
    till.stripe.closeDispute(dispute, 'lost');
    await till.deliver(news());
    expect(await payer.availableMinor()).toBe(0n);
    expect(await payer.shown(id)).toMatchObject({
      reversed: { priceValue: 60 },
      outstanding: { priceValue: 40 },
    });
    expect(await owes(payer)).toBe(true);
    expect(await creditNotes(payer)).toEqual([10_000n]);

    const next = await payer.order(100);
    await payer.run(next.id);
    expect(await payer.availableMinor()).toBe(6_000n);
    expect(await payer.shown(id)).toMatchObject({
      reversed: { priceValue: 100 },
      outstanding: { priceValue: 0 },
    });
    expect(await owes(payer)).toBe(false);
  });

  it('a dispute whose end arrives before its beginning, and twice, ends as it ended', async () => {
    for (const [status, leftMinor] of [
      ['won', 10_000n],
      ['lost', 0n],
    ] as const) {
      const { payer, intent } = await paid();
      const dispute = till.stripe.dispute(intent);
      till.stripe.closeDispute(dispute, status);
      const events = news().reverse();
      await till.deliver(events);
      await till.deliver(events);
      expect(await payer.availableMinor()).toBe(leftMinor);
    }
  });

  it('an open dispute freezes returning credits up to the disputed amount', async () => {
    const { payer, id, intent } = await paid();
    await spend(payer, 9_900n);
    const dispute = till.stripe.dispute(intent);
    await till.deliver(news());
    await giveBack(payer, 4_500n);
    expect(await payer.availableMinor()).toBe(0n);
    expect(await payer.shown(id)).toMatchObject({ frozen: { priceValue: 46 } });
    await giveBack(payer, 5_400n);
    expect(await payer.shown(id)).toMatchObject({ frozen: { priceValue: 100 } });
    await giveBack(payer, 500n);
    expect(await payer.availableMinor()).toBe(500n);

    till.stripe.closeDispute(dispute, 'lost');
    await till.deliver(news());
    expect(await payer.shown(id)).toMatchObject({
      reversed: { priceValue: 100 },
      outstanding: { priceValue: 0 },
    });
    expect(await payer.availableMinor()).toBe(500n);
  });

  it('a won dispute releases no credits that another open dispute claims', async () => {
    const { payer, id, intent } = await paid();
    const other = await payer.order();
    await payer.run(other.id);
    news();
    await spend(payer, 10_000n);
    const dispute = till.stripe.dispute(intent);
    await till.deliver(news());
    till.stripe.dispute(till.stripe.intentOf(other.id).id);
    await till.deliver(news());
    expect(await payer.shown(other.id)).toMatchObject({ frozen: { priceValue: 0 } });
    till.stripe.closeDispute(dispute, 'won');
    await till.deliver(news());
    expect(await payer.availableMinor()).toBe(0n);
    expect(await payer.shown(id)).toMatchObject({ frozen: { priceValue: 0 } });
    expect(await payer.shown(other.id)).toMatchObject({ frozen: { priceValue: 100 } });
  });

  it('a lost dispute takes returning credits for the debt in the same transaction', async () => {
    const { payer, id, intent } = await paid();
    await spend(payer, 9_900n);
    till.stripe.closeDispute(till.stripe.dispute(intent), 'lost');
    await till.deliver(news());
    expect(await payer.shown(id)).toMatchObject({ outstanding: { priceValue: 99 } });
    await giveBack(payer, 4_500n);
    expect(await payer.availableMinor()).toBe(0n);
    expect(await payer.shown(id)).toMatchObject({ outstanding: { priceValue: 54 } });
    await giveBack(payer, 5_500n);
    expect(await payer.availableMinor()).toBe(100n);
    expect(await owes(payer)).toBe(false);
  });

  it('a dispute is reported to the company by email', async () => {
    const { payer, intent } = await paid();
    till.stripe.dispute(intent);
    await till.deliver(news());
    const mails = await till.db.rows<{ kind: string }>(sql`
      select kind from mails where organization_id = ${payer.organizationId}`);
    expect(mails.map(({ kind }) => kind)).toContain('credits_frozen');
  });
});

describe('a refund of the payment', () => {
  it('partial refunds of a payment take back what each adds, in any order', async () => {
    const { payer, id, intent } = await paid();
    till.stripe.refund(intent, 2_500);
    const [first] = news();
    till.stripe.refund(intent, 5_000);
    const [second] = news();
    await till.deliver([second as object, first as object, second as object]);
    expect(await payer.availableMinor()).toBe(2_500n);
    expect(await payer.shown(id)).toMatchObject({ reversed: { priceValue: 75 } });
    expect(await creditNotes(payer)).toEqual([7_500n]);
  });

  it.each(['refund.failed', 'charge.refund.updated'])(
    'a failed refund restores the credits, and a smaller one takes its part back (%s)',
    async (type) => {
      const { payer, id, intent } = await paid();
      await spend(payer, 4_000n);
      till.stripe.refund(intent, 10_000);
      const refunded = news();
      till.stripe.failRefund(intent, 10_000, type);
      const failed = news();
      await till.deliver(refunded);
      expect(await payer.shown(id)).toMatchObject({ outstanding: { priceValue: 40 } });
      await till.deliver([...failed, ...failed]);
      expect(await payer.availableMinor()).toBe(6_000n);
      expect(await owes(payer)).toBe(false);
      expect(await creditNotes(payer)).toEqual([10_000n]);
      expect(await invoices(payer)).toEqual([10_000n, 10_000n]);

      till.stripe.refund(intent, 3_000);
      await till.deliver(news());
      expect(await payer.availableMinor()).toBe(3_000n);
      expect(await creditNotes(payer)).toEqual([10_000n, 3_000n]);
    },
  );

  it('a refund of a disputed payment waits for the end of the dispute', async () => {
    const { payer, id, intent } = await paid();
    const dispute = till.stripe.dispute(intent);
    till.stripe.refund(intent, 10_000);
    await till.deliver(news());
    expect(await payer.shown(id)).toMatchObject({
      frozen: { priceValue: 100 },
      reversed: { priceValue: 0 },
    });
    till.stripe.closeDispute(dispute, 'won');
    await till.deliver(news());
    expect(await payer.availableMinor()).toBe(0n);
    expect(await payer.shown(id)).toMatchObject({
      frozen: { priceValue: 0 },
      reversed: { priceValue: 100 },
    });
  });

  it('concurrent refunds of a payment take the credits back once', async () => {
    const { payer, intent } = await paid();
    till.stripe.refund(intent, 10_000);
    const [event] = news();
    const many = Array.from({ length: 20 }, () => till.deliver([event as object]));
    await Promise.all(many);
    expect(await payer.availableMinor()).toBe(0n);
    expect(await creditNotes(payer)).toEqual([10_000n]);
  });

  it('a refund that is reported before its payment is requested again', async () => {
    const payer = await till.newPayer('paid');
    const { id } = await payer.order();
    till.stripe.plays.push({ call: 'POST /v1/payment_intents/', play: 'lost_after' });
    await payer.run(id);
    till.stripe.refund(till.stripe.intentOf(id).id, 10_000);
    const refund = news().at(-1) as object;
    expect(await till.deliver([refund])).toEqual([503]);
    await payer.run(id);
    expect(await till.deliver([refund])).toEqual([200]);
    expect(await payer.availableMinor()).toBe(0n);
  });

  it('a refund of spent credits becomes a debt that any further credits cover', async () => {
    const { payer, intent } = await paid();
    await spend(payer, 10_000n);
    till.stripe.refund(intent, 10_000);
    await till.deliver(news());
    expect(await owes(payer)).toBe(true);
    const accountId = payer.liveAccountId;
    const given = { amountMinor: 12_000n, type: 'adjustment', description: 'Goodwill' } as const;
    await till.db.transaction((tx) => addCredits({ db: tx, accountId, now: new Date() }, given));
    await reconcilePayments(till.db, { realNow: new Date() });
    expect(await owes(payer)).toBe(false);
    expect(await payer.availableMinor()).toBe(2_000n);
  });
});
