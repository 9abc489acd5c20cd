import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { registration, sell } from '../../../test/support/shop.ts';
import { type CardName, openDesk, type Spender, usd } from '../../../test/support/top-ups.ts';
import { refundPackage } from '../../commerce/refunds/index.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sql } from '../../platform/db/database.ts';
import { monthOf } from './auto-top-up.ts';

const RUNS = 15;
const STEPS = 40;
const TIMEOUT_MS = 120_000;
const HOURS = [1, 5, 24, 24 * 12];
const CARD_NAMES: CardName[] = ['good', 'declined', 'empty', 'asking'];

const desk = await forThisFile(openDesk());

const dollars = fc.integer({ min: 12, max: 60 });
const cents = fc.integer({ min: 1, max: 3_000 });
const step = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sell' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('refund' as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('spend' as const), cents }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('earn' as const), cents }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('set' as const),
      enabled: fc.integer({ min: 0, max: 4 }).map((one) => one > 0),
      threshold: dollars,
      amount: dollars,
      cap: fc.option(fc.integer({ min: 60, max: 120 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('card' as const),
      card: fc.constantFrom(...CARD_NAMES),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('decide' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sweep' as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('charge' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      hours: fc.constantFrom(...HOURS),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
type Settings = { threshold: number; amount: number; cap: number | null };
type Model = { settings: Settings | undefined; sold: string[] };

describe('whatever happens in whatever order', () => {
  it(
    'one top-up at a time is pending, begun below the threshold and within the monthly cap',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: STEPS, maxLength: STEPS }), play),
        { numRuns: RUNS },
      );
      expect(begun).toBeGreaterThan(RUNS);
    },
    TIMEOUT_MS,
  );
});

/** Purchases that were begun in all runs: that there are some is what the property lives by. */
let begun = 0;

async function play(steps: Step[]): Promise<void> {
  const spender = await desk.newSpender({ creditsMinor: 2_000n });
  const model: Model = { settings: undefined, sold: [] };
  await take(spender, model, { kind: 'set', enabled: true, threshold: 30, amount: 20, cap: 100 });
  for (const each of steps) {
    const before = await lookAt(spender);
    // No charge is made while it is decided, so that one decision can begin one purchase at most.
    await take(spender, model, each);
    const after = await lookAt(spender);
    expect(after.pending).toBeLessThanOrEqual(1);
    expect(after.flag).toBe(after.pending === 1);
    if (after.purchases > before.purchases) judge(model, { before, after });
  }
}

type Look = Awaited<ReturnType<typeof lookAt>>;

/** What was begun was called for: low credits, one at a time, within the cap. */
function judge({ settings }: Model, { before, after }: { before: Look; after: Look }): void {
  begun += 1;
  expect(after.purchases).toBe(before.purchases + 1);
  expect(settings).toBeDefined();
  if (!settings) return;
  expect(before.pending).toBe(0);
  expect(after.availableMinor).toBeLessThan(BigInt(settings.threshold) * 100n);
  if (settings.cap === null) return;
  expect(after.spentMinor).toBeLessThanOrEqual(BigInt(settings.cap) * 100n);
}

async function take(spender: Spender, model: Model, given: Step): Promise<void> {
  try {
    await act(spender, model, given);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

async function act(spender: Spender, model: Model, given: Step): Promise<unknown> {
  switch (given.kind) {
    case 'sell': {
      const outcome = await sell(spender, registration(spender));
      if (outcome.sold) model.sold.push(outcome.sold.activatedItem.uid);
      return;
    }
    case 'refund':
      return desk.db.transaction((tx) =>
        refundPackage({ ...spender.ctx, db: tx }, { uid: model.sold.pop() ?? '' }),
      );
    case 'spend':
      return spender.spend(given.cents);
    case 'earn':
      return spender.earn(given.cents);
    case 'card':
      return spender.addCard(given.card);
    case 'set':
      return change(spender, model, given);
    case 'decide':
      return desk.workWithoutCharges();
    case 'sweep':
      return desk.sweep();
    case 'charge':
      return desk.workCharges();
    case 'pass':
      return desk.moveTo(new Date(desk.clock.now.getTime() + given.hours * 3_600_000));
  }
}

async function change(spender: Spender, model: Model, given: Step & { kind: 'set' }) {
  const { enabled, threshold, amount, cap } = given;
  const monthlyCap = cap === null ? null : usd(cap);
  const body = { enabled, threshold: usd(threshold), amount: usd(amount), monthlyCap };
  const answer = await spender.set(body);
  expect(answer.statusCode, answer.body).toBe(200);
  model.settings = enabled ? { threshold, amount, cap } : undefined;
}

async function lookAt({ ctx: { accountId }, availableMinor }: Spender) {
  const row = await desk.db.row<{
    purchases: number;
    pending: number;
    flag: boolean;
    spentMinor: bigint;
  }>(sql`
    select count(*)::integer as purchases,
      (count(*) filter (where status = 'pending'))::integer as pending,
      (select top_up_pending from ledger_accounts
        where account_id = ${accountId} and code = 'credits') as flag,
      coalesce(sum(amount_minor) filter (
        where status in ('pending', 'paid')
          and date_trunc('month', created_at at time zone 'UTC') = ${monthOf(desk.clock.now)}::date
      ), 0)::bigint as "spentMinor"
    from purchases
    where account_id = ${accountId}
      and origin = 'auto_top_up'`);
  if (!row) throw new Error('nothing was counted');
  return { ...row, availableMinor: await availableMinor() };
}
