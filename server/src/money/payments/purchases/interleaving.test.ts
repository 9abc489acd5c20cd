import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CallPlay } from '../../../../test/support/fake-stripe.ts';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { openStripeTill, type Payer } from '../../../../test/support/stripe-till.ts';
import { sql } from '../../../platform/db/database.ts';
import { chargeCredits, readCredits } from '../../credits/index.ts';

const RUNS = 25;
const ROUNDS = 20;

const till = await forThisFile(openStripeTill());

/** What may happen at any time; `at` chooses among what there is. */
type Step =
  | { kind: 'order' | 'run' | 'deliver' | 'authenticate' | 'cancel' | 'dispute'; at: number }
  | { kind: 'close'; at: number; status: 'won' | 'lost' }
  | { kind: 'refund'; at: number; share: number }
  | { kind: 'spend'; at: number }
  | { kind: 'trouble'; call: string; play: CallPlay };

/** So that most of what follows has something to happen to. */
const BEGINNING: Step[] = [
  { kind: 'order', at: 50 },
  { kind: 'run', at: 0 },
];

const at = fc.nat(100);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('order' as const, 'run' as const, 'deliver' as const),
      at,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('authenticate' as const, 'cancel' as const, 'dispute' as const),
      at,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('spend' as const), at }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('close' as const),
      at,
      status: fc.constantFrom('won' as const, 'lost' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('refund' as const),
      at,
      share: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('trouble' as const),
      call: fc.constantFrom('POST /v1/payment_intents', 'POST /v1/payment_intents/', 'GET /v1/'),
      play: fc.constantFrom('lost_after' as const, 'lost_before' as const, 'failing' as const),
    }),
  },
);

it('credits are payments received less reversals, in any order of events', {
  timeout: 300_000,
}, async () => {
  const plays = fc.oneof(
    { weight: 6, arbitrary: fc.constant('paid' as const) },
    { weight: 2, arbitrary: fc.constant('authentication' as const) },
    { weight: 1, arbitrary: fc.constant('declined' as const) },
  );
  await fc.assert(
    fc.asyncProperty(
      plays,
      fc.array(step, { minLength: 5, maxLength: 30 }),
      async (play, steps) => {
        till.stripe.events.length = 0;
        till.stripe.plays.length = 0;
        const payer = await till.newPayer(play);
        const world: World = { payer, orders: [], disputes: [], spentMinor: 0n };
        for (const each of [...BEGINNING, ...steps]) await take(world, each);
        till.stripe.plays.length = 0;
        await settle(world);
        await expectSums(world);
      },
    ),
    { numRuns: RUNS },
  );
});

type World = { payer: Payer; orders: string[]; disputes: string[]; spentMinor: bigint };
type Intent = { id: string; status: string; amount: number; refunded?: number; isDisputed?: true };

async function take(world: World, step: Step): Promise<void> {
  const { payer, orders } = world;
  if (step.kind === 'trouble') {
    till.stripe.plays.push(step);
    return;
  }
  if (step.kind === 'order') {
    orders.push((await payer.order(10 + step.at)).id);
    return;
  }
  if (step.kind === 'spend') return spend(world, BigInt(step.at * 50));
  if (step.kind === 'deliver') {
    // Any of the past, so that notices come late, twice and in another order.
    const event = pick(till.stripe.events, step.at);
    if (event) await till.deliver([event]);
    return;
  }
  if (step.kind === 'close') {
    const [dispute] = world.disputes.splice(step.at % (world.disputes.length || 1), 1);
    if (dispute) till.stripe.closeDispute(dispute, step.status);
    return;
  }
  const id = pick(orders, step.at);
  if (id) await takeOf(world, id, step);
}

async function takeOf(world: World, id: string, step: Step): Promise<void> {
  const { payer } = world;
  if (step.kind === 'run') await Promise.all([payer.run(id), payer.run(id)]);
  if (step.kind === 'cancel') {
    await payer.live('POST', `/gigastore/credits/purchases/${id}/cancel`);
  }
  const intent = intentOf(id);
  if (!intent) return;
  if (step.kind === 'authenticate' && intent.status === 'requires_action') {
    till.stripe.authenticate(intent.id, step.at % 3 > 0);
  }
  if (intent.status !== 'succeeded' || intent.isDisputed) return;
  const leftMinor = intent.amount - (intent.refunded ?? 0);
  if (step.kind === 'refund' && leftMinor > 0) {
    till.stripe.refund(intent.id, Math.ceil(leftMinor / step.share));
  }
  if (step.kind === 'dispute' && !intent.refunded) {
    intent.isDisputed = true;
    world.disputes.push(till.stripe.dispute(intent.id));
  }
}

function intentOf(id: string): Intent | undefined {
  try {
    return till.stripe.intentOf(id);
  } catch {
    return undefined;
  }
}

async function spend(world: World, amountMinor: bigint): Promise<void> {
  const accountId = world.payer.liveAccountId;
  const leftMinor = await world.payer.availableMinor();
  const spentMinor = amountMinor < leftMinor ? amountMinor : leftMinor;
  const spent = { amountMinor: spentMinor, type: 'stock_purchase', description: 'x' } as const;
  await till.db.transaction((tx) => chargeCredits({ db: tx, accountId, now: new Date() }, spent));
  world.spentMinor += spentMinor;
}

/** In the end every job has run and every notice was taken. */
async function settle({ payer, orders }: World): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const id of orders) await payer.run(id);
    const statuses = await till.deliver();
    if (statuses.every((status) => status === 200)) return;
  }
  throw new Error('some notices were never taken');
}

async function expectSums({ payer, spentMinor }: World): Promise<void> {
  const accountId = payer.liveAccountId;
  const sums = await till.db.row<{ owedMinor: bigint; paid: bigint }>(sql`
    select coalesce(sum(owed_minor), 0)::bigint as "owedMinor",
      count(*) filter (where status = 'paid') as paid
    from purchases
    where account_id = ${accountId}`);
  const { postedMinor } = await readCredits({ db: till.db, accountId });
  const receivedMinor = till.stripe.receivedMinor(accountId);
  expect(postedMinor + spentMinor - (sums?.owedMinor ?? 0n)).toBe(receivedMinor);
  const invoices = await till.db.row<{ count: bigint }>(sql`
    select count(*) as count from billing_documents
    where account_id = ${accountId} and kind = 'invoice'`);
  expect(invoices?.count).toBe(sums?.paid);
}

function pick<Item>(items: readonly Item[], index: number): Item | undefined {
  return items.length > 0 ? items[index % items.length] : undefined;
}
