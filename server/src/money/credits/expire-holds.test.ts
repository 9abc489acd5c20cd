import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { loadPlans, openShop, registration, type Shop, sell } from '../../../test/support/shop.ts';
import { auditBooks } from '../../backoffice/operator/index.ts';
import { expireHoldsEverywhere, readPackage } from '../../commerce/activations/index.ts';
import { sql } from '../../platform/db/database.ts';
import { endHold, holdCredits, readCredits } from './index.ts';

const { db } = await forThisFile(createTestDatabase());
await loadPlans(db);

const STARTING = 1_000n;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const inHours = ({ ctx }: Shop, hours: number) => new Date(ctx.now.getTime() + hours * HOUR_MS);

const hold = ({ ctx }: Shop, amountMinor = 100n, now = ctx.now) =>
  db.transaction((tx) =>
    holdCredits({ ...ctx, now, db: tx }, { amountMinor, description: 'Held' }),
  );
const end = (shop: Shop, sequence: bigint, outcome: 'post' | 'void', hours = 0) =>
  db.transaction((tx) =>
    endHold({ ...shop.ctx, now: inHours(shop, hours), db: tx }, { sequence, outcome }),
  );
function expire(shop: Shop, hours: number): Promise<number> {
  const onError = (error: unknown) => {
    throw error;
  };
  return expireHoldsEverywhere({ db, realNow: () => inHours(shop, hours), onError });
}
const creditsOf = ({ ctx }: Shop) => readCredits({ db, accountId: ctx.accountId });

const auditOf = ({ ctx }: Shop) =>
  db.rows<{ target: string | null; before: object; actorName: string }>(sql`
    select target, before, actor_name as "actorName"
    from audit_log
    where account_id = ${ctx.accountId}
      and action = 'credits.hold_expired'
    order by id`);

describe('a hold on credits', () => {
  it('expires after 24 hours and not before, with an entry in the audit log', async () => {
    const shop = await openShop(db, STARTING);
    const sequence = await hold(shop);
    await expire(shop, 23.99);
    expect(await creditsOf(shop)).toMatchObject({ heldMinor: 100n, availableMinor: 900n });

    await expire(shop, 24);
    expect(await creditsOf(shop)).toMatchObject({ heldMinor: 0n, availableMinor: STARTING });
    const expiresAt = new Date(shop.ctx.now.getTime() + DAY_MS).toISOString();
    const amount = { sortIndex: 0, priceValue: 1, currencyCode: 'USD' };
    expect(await auditOf(shop)).toEqual([
      {
        target: null,
        before: { hold: Number(sequence), amount, expiresAt },
        actorName: 'expire-holds',
      },
    ]);
  });

  it('expires once, however many workers look at the same time', async () => {
    const shop = await openShop(db, STARTING);
    for (let count = 0; count < 5; count += 1) await hold(shop);
    await Promise.all(Array.from({ length: 8 }, () => expire(shop, 25)));
    await expire(shop, 26);
    expect(await creditsOf(shop)).toMatchObject({ heldMinor: 0n, lastSequence: 11n });
    expect(await auditOf(shop)).toHaveLength(5);
  });

  it('never expires once it is posted or released', async () => {
    const shop = await openShop(db, STARTING);
    await end(shop, await hold(shop, 300n), 'post');
    await end(shop, await hold(shop, 200n), 'void');
    await expire(shop, 1_000);
    expect(await creditsOf(shop)).toMatchObject({ heldMinor: 0n, availableMinor: 700n });
    expect(await auditOf(shop)).toEqual([]);
  });

  it('cannot be posted after its expiry, even if no worker has released it', async () => {
    const shop = await openShop(db, STARTING);
    const sequence = await hold(shop);
    await expect(end(shop, sequence, 'post', 24)).rejects.toMatchObject({ code: 'invalid_state' });
    await end(shop, sequence, 'void', 24);
    await expect(end(shop, sequence, 'void', 24)).rejects.toMatchObject({ code: 'invalid_state' });
    expect(await creditsOf(shop)).toMatchObject({ heldMinor: 0n, availableMinor: STARTING });
  });

  it('is either posted or expired when both happen at the same time', async () => {
    const shop = await openShop(db, STARTING);
    let posted = 0n;
    for (let round = 0; round < 20; round += 1) {
      const sequence = await hold(shop, 10n);
      const [outcome] = await Promise.all([
        end(shop, sequence, 'post', 23).then(
          () => 'posted',
          (error) => error.code,
        ),
        expire(shop, 25),
      ]);
      if (outcome === 'posted') posted += 10n;
      else expect(outcome).toBe('invalid_state');
    }
    const availableMinor = STARTING - posted;
    expect(await creditsOf(shop)).toMatchObject({ heldMinor: 0n, availableMinor });
    expect(await auditOf(shop)).toHaveLength(20 - Number(posted) / 10);
  });

  it('for a package that still waits for its carrier fails the package with it', async () => {
    const shop = await openShop(db, STARTING);
    const { accountId } = shop.ctx;
    const asked = registration(shop, { metatag: 'sandbox:unknown_outcome' });
    const { sold } = await sell(shop, asked);
    const { uid } = sold.activatedItem;
    await Promise.all([expire(shop, 25), expire(shop, 25)]);

    expect(await readPackage({ db, accountId }, uid)).toMatchObject({
      state: 'FAILED',
      holdSequence: null,
    });
    expect(await creditsOf(shop)).toMatchObject({ heldMinor: 0n, availableMinor: STARTING });
    expect(await auditOf(shop)).toMatchObject([{ target: uid }]);
    const events = await db.rows<{ type: string }>(sql`
      select type from events where account_id = ${accountId}`);
    expect(events).toEqual([{ type: 'package.failed' }]);
  });

  it('expires on the clock of its own account', async () => {
    const [ahead, behind] = [await openShop(db, STARTING), await openShop(db, STARTING)];
    await hold(ahead);
    await hold(behind);
    await db.run(sql`
      update accounts set clock_offset_ms = ${2 * DAY_MS} where id = ${ahead.ctx.accountId}`);
    await expire(ahead, 0);
    expect((await creditsOf(ahead)).heldMinor).toBe(0n);
    expect((await creditsOf(behind)).heldMinor).toBe(100n);
  });

  it('is found by the ledger check an hour after its expiry', async () => {
    const shop = await openShop(db, STARTING);
    const at = (hours: number) => new Date(Date.now() + hours * HOUR_MS);
    await hold(shop, 100n, at(-24.5));
    const late = await hold(shop, 100n, at(-25.1));
    const finding = `hold ${late} is past its expiry`;
    expect(await auditBooks(db)).toEqual([{ accountId: shop.ctx.accountId, finding }]);
    await expire(shop, 1);
    expect(await auditBooks(db)).toEqual([]);
    expect(await auditOf(shop)).toHaveLength(2);
  });
});

const step = fc.record({
  kind: fc.constantFrom('hold' as const, 'post' as const, 'void' as const, 'wait' as const),
  amount: fc.bigInt({ min: 1n, max: 300n }),
  pick: fc.nat({ max: 9 }),
  hours: fc.integer({ min: 1, max: 30 }),
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** An account and its credits by the simplest arithmetic there is. */
type Model = {
  shop: Shop;
  balance: bigint;
  hours: number;
  open: Map<bigint, { amount: bigint; until: number }>;
};

const heldIn = ({ open }: Model) =>
  [...open.values()].reduce((sum, { amount }) => sum + amount, 0n);

async function play(model: Model, { kind, amount, pick, hours }: Step): Promise<void> {
  const { shop, open } = model;
  if (kind === 'wait') return wait(model, hours);
  if (kind === 'hold') {
    if (amount > model.balance - heldIn(model)) return;
    const sequence = await hold(shop, amount, inHours(shop, model.hours));
    open.set(sequence, { amount, until: model.hours + 24 });
    return;
  }
  const [sequence, picked] = [...open][pick % Math.max(open.size, 1)] ?? [];
  if (sequence === undefined || !picked) return;
  await end(shop, sequence, kind, model.hours);
  open.delete(sequence);
  if (kind === 'post') model.balance -= picked.amount;
}

async function wait(model: Model, hours: number): Promise<void> {
  model.hours += hours;
  await expire(model.shop, model.hours);
  const over = [...model.open].filter(([, { until }]) => until <= model.hours);
  for (const [sequence] of over) model.open.delete(sequence);
}

it('holds, posts, releases and expiries leave the credits of a simple model', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
      const shop = await openShop(db, STARTING);
      const model: Model = { shop, balance: STARTING, hours: 0, open: new Map() };
      for (const each of steps) {
        await play(model, each);
        const expected = { postedMinor: model.balance, heldMinor: heldIn(model) };
        expect(await creditsOf(shop)).toMatchObject(expected);
      }
    }),
    { numRuns: 20 },
  );
});
