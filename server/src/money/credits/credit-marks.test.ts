import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { loadPlans, openShop, registration, type Shop, sell } from '../../../test/support/shop.ts';
import { purchaseStock } from '../../commerce/inventory/index.ts';
import { sql } from '../../platform/db/database.ts';
import {
  addCredits,
  CREDITS_FELL_TASK,
  type CreditMark,
  type CreditsFell,
  chargeCredits,
  clearTopUpPending,
  endHold,
  holdCredits,
  markTopUpPending,
  setCreditMark,
} from './index.ts';

const { db } = await forThisFile(createTestDatabase());
await loadPlans(db);

const description = 'Test';
const charge = ({ ctx }: Shop, cents: number) =>
  db.transaction((tx) =>
    chargeCredits(
      { ...ctx, db: tx },
      { amountMinor: BigInt(cents), type: 'stock_purchase', description },
    ),
  );
const add = ({ ctx }: Shop, cents: number) =>
  db.transaction((tx) =>
    addCredits(
      { ...ctx, db: tx },
      { amountMinor: BigInt(cents), type: 'sandbox_credit', description },
    ),
  );
const starts = ({ ctx }: Shop) => db.transaction((tx) => markTopUpPending(tx, ctx.accountId));

async function openMarked(marks: Partial<Record<CreditMark, bigint>>): Promise<Shop> {
  const shop = await openShop(db, 1_000n);
  for (const [mark, belowMinor] of Object.entries(marks) as [CreditMark, bigint][]) {
    await db.transaction((tx) => setCreditMark(tx, shop.ctx.accountId, { mark, belowMinor }));
  }
  return shop;
}

async function jobsOf({ ctx }: Shop): Promise<Omit<CreditsFell, 'accountId'>[]> {
  const jobs = await db.rows<{ payload: CreditsFell }>(sql`
    select job.payload
    from graphile_worker._private_jobs as job
    join graphile_worker._private_tasks as task on task.id = job.task_id
    where task.identifier = ${CREDITS_FELL_TASK}
      and job.payload ->> 'accountId' = ${ctx.accountId}
    order by job.payload ->> 'mark'`);
  return jobs.map(({ payload: { accountId: _, ...told } }) => told);
}

describe('falling below a mark', () => {
  it('falling below a mark queues one job with the transfer; the mark itself is not below', async () => {
    const shop = await openMarked({ alert: 500n });
    await charge(shop, 500);
    expect(await jobsOf(shop)).toEqual([]);
    await charge(shop, 1);
    await charge(shop, 1);
    expect(await jobsOf(shop)).toEqual([{ mark: 'alert', sequence: '3' }]);
  });

  it('concurrent transfers below a mark queue one job', async () => {
    const shop = await openMarked({ alert: 500n, top_up: 300n });
    await Promise.all(Array.from({ length: 100 }, () => charge(shop, 10)));
    expect(await jobsOf(shop)).toEqual([
      { mark: 'alert', sequence: '52' },
      { mark: 'top_up', sequence: '72' },
    ]);
  });

  it('100 sales of the lane below a mark queue one job', async () => {
    const shop = await openMarked({ top_up: 900n });
    const sales = Array.from({ length: 100 }, () => sell(shop, registration(shop)));
    const sold = (await Promise.all(sales)).filter((outcome) => 'sold' in outcome);
    expect(sold).toHaveLength(5);
    expect(await jobsOf(shop)).toHaveLength(1);
  });

  it('a mark counts held credits, and not credits that return', async () => {
    const shop = await openMarked({ alert: 900n });
    const hold = { amountMinor: 200n, description };
    const sequence = await db.transaction((tx) => holdCredits({ ...shop.ctx, db: tx }, hold));
    expect(await jobsOf(shop)).toEqual([{ mark: 'alert', sequence: '2' }]);
    await db.transaction((tx) => endHold({ ...shop.ctx, db: tx }, { sequence, outcome: 'void' }));
    expect(await jobsOf(shop)).toEqual([{ mark: 'alert', sequence: '2' }]);
  });

  it('falling below a mark queues a job again after the credits have risen', async () => {
    const shop = await openMarked({ alert: 900n });
    await charge(shop, 200);
    await add(shop, 200);
    await charge(shop, 101);
    expect(await jobsOf(shop)).toEqual([{ mark: 'alert', sequence: '4' }]);
  });

  it('falling below a mark queues nothing after a rollback or when it is off', async () => {
    const shop = await openMarked({ alert: 900n });
    const undone = db.transaction(async (tx) => {
      const stock = { amountMinor: 200n, type: 'stock_purchase', description } as const;
      await chargeCredits({ ...shop.ctx, db: tx }, stock);
      throw new Error('not today');
    });
    await expect(undone).rejects.toThrow('not today');
    const none = { mark: 'alert', belowMinor: null } as const;
    await db.transaction((tx) => setCreditMark(tx, shop.ctx.accountId, none));
    await charge(shop, 200);
    expect(await jobsOf(shop)).toEqual([]);
  });
});

describe('a top-up on its way', () => {
  it('a pending top-up is marked once, and only when the credits are below the mark', async () => {
    const shop = await openMarked({ top_up: 500n });
    expect(await starts(shop)).toBe(false);
    await charge(shop, 501);
    const all = await Promise.all(Array.from({ length: 20 }, () => starts(shop)));
    expect(all.filter(Boolean)).toHaveLength(1);
    await db.transaction((tx) => clearTopUpPending(tx, shop.ctx.accountId));
    expect(await starts(shop)).toBe(true);
  });

  it('a pending top-up is not marked for an account without a mark', async () => {
    const shop = await openMarked({ alert: 500n });
    await charge(shop, 1_000);
    expect(await starts(shop)).toBe(false);
  });

  it('only refusals for lack of credits mention a pending top-up', async () => {
    const shop = await openMarked({ top_up: 500n });
    await charge(shop, 900);
    const members = { autoTopUpPending: true };
    const pieces = { id: shop.items.worldwide, units: 1 };
    const buyStock = () => db.transaction((tx) => purchaseStock({ ...shop.ctx, db: tx }, pieces));
    const hold = () =>
      db.transaction((tx) =>
        holdCredits({ ...shop.ctx, db: tx }, { amountMinor: 200n, description }),
      );
    await expect(buyStock()).rejects.toMatchObject({ members: undefined });

    await starts(shop);
    const code = 'insufficient_credits';
    await expect(buyStock()).rejects.toMatchObject({ code, members });
    await expect(hold()).rejects.toMatchObject({ code, members });
    expect(await sell(shop, registration(shop))).toMatchObject({ refusal: { code, members } });

    await db.transaction((tx) => clearTopUpPending(tx, shop.ctx.accountId));
    expect(await sell(shop, registration(shop))).toMatchObject({
      refusal: { code, members: undefined },
    });
  });
});
