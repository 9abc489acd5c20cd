import { describe, expect, it } from 'vitest';
import { auditBooks } from '../src/backoffice/operator/index.ts';
import { purchaseStock } from '../src/commerce/inventory/index.ts';
import { refundPackage } from '../src/commerce/refunds/index.ts';
import { newId } from '../src/kernel/ids.ts';
import { Refusal } from '../src/kernel/refusal.ts';
import { endHold, holdCredits, readCredits } from '../src/money/credits/index.ts';
import { type Database, sql } from '../src/platform/db/database.ts';
import { createTestDatabase } from './support/database.ts';
import { forThisFile } from './support/for-this-file.ts';
import { type Fault, InjectedFault, sabotage } from './support/sabotage.ts';
import {
  loadPlans,
  openCounter,
  openShop,
  registration,
  type Shop,
  sell,
  topUp,
  WHOLESALE_MINOR,
} from './support/shop.ts';

const SEEDS = [1, 20_260_430, 77_001, 4_294_967_291];
const STEPS = 90;
const STARTING_MINOR = 30n * WHOLESALE_MINOR;
const FAULTS: Fault[] = ['stumble', 'serialization failure'];
/** More statements than any step has, so that some faults miss. */
const MOST_STATEMENTS = 26;

const { db } = await forThisFile(createTestDatabase());
await loadPlans(db);

/** What must be true after every step, kept by the simplest arithmetic there is. */
type Model = {
  spendable: bigint;
  held: bigint;
  units: number;
  refunds: number;
  customers: string[];
  /** Packages by uid: bought with credits and refundable, or not. */
  packages: Map<string, 'bought' | 'from stock' | 'refunded'>;
  /** The numbers of the transfers that hold credits. */
  holds: bigint[];
};

type Step = { name: string; run(db: Database): Promise<Partial<Model>> };
type Place = { shop: Shop; model: Model };
type Random = (below: number) => number;

describe('random commerce', () => {
  it.each(SEEDS)(
    'random commerce keeps the books, seed %i, whatever fails between any two statements',
    async (seed) => {
      const random = randomOf(seed);
      const shop = await openShop(db, STARTING_MINOR);
      let model: Model = {
        spendable: STARTING_MINOR,
        held: 0n,
        units: 0,
        refunds: 0,
        customers: [],
        packages: new Map(),
        holds: [],
      };
      const seen = { steps: new Set<string>(), struck: 0, refused: 0 };
      for (let count = 0; count < STEPS; count += 1) {
        const step = drawStep({ shop, model }, random);
        const fault = random(2) === 0 ? drawFault(random) : undefined;
        model = { ...model, ...(await runStep(step, fault, seen)) };
        seen.steps.add(step.name);
        await compare(shop, model);
      }
      expect(seen.steps.size).toBe(8);
      expect(seen.struck).toBeGreaterThan(5);
      expect(seen.refused).toBeGreaterThan(0);
    },
  );
});

/** Runs the step; a stumble or a refusal must leave everything as it was. */
async function runStep(
  step: Step,
  fault: { at: number; fault: Fault } | undefined,
  seen: { struck: number; refused: number },
): Promise<Partial<Model>> {
  const saboteur = fault && sabotage(db, fault);
  try {
    return await step.run(saboteur?.db ?? db);
  } catch (error) {
    if (error instanceof Refusal) seen.refused += 1;
    else if (!(error instanceof InjectedFault)) throw error;
    return {};
  } finally {
    if (saboteur?.struck()) seen.struck += 1;
  }
}

function drawFault(random: Random) {
  return { at: 1 + random(MOST_STATEMENTS), fault: FAULTS[random(2)] as Fault };
}

function drawStep(place: Place, random: Random): Step {
  const steps = [...saleSteps(place, random), ...creditSteps(place, random)];
  return pickFrom(steps, random) as Step;
}

function saleSteps(place: Place, random: Random): Step[] {
  const { shop, model } = place;
  const anyCustomer = () => pickFrom(model.customers, random) ?? newId();
  return [
    { name: 'sale', run: (on) => sellOne(on, place, registration(shop)) },
    {
      name: 'top-up',
      run: (on) => {
        return sellOne(on, place, topUp(shop, anyCustomer()));
      },
    },
    {
      name: 'sale with a second profile',
      run: (on) => {
        const customerUid = anyCustomer();
        const dedicated = random(2) === 0;
        const kind = 'top_up_with_profile';
        return sellOne(on, place, topUp(shop, customerUid, { kind, dedicated }));
      },
    },
  ];
}

function creditSteps(place: Place, random: Random): Step[] {
  const { shop, model } = place;
  const price = WHOLESALE_MINOR;
  const anyHold = () => pickFrom(model.holds, random);
  return [
    {
      name: 'refund',
      run: async (on) => {
        const uid = pickFrom([...model.packages.keys()], random) ?? newId();
        await on.transaction((tx) => refundPackage({ ...shop.ctx, db: tx }, { uid }));
        const packages = new Map(model.packages).set(uid, 'refunded');
        return { packages, spendable: model.spendable + price, refunds: model.refunds + 1 };
      },
    },
    {
      name: 'stock',
      run: async (on) => {
        const units = 1 + random(3);
        const id = shop.items.worldwide;
        await on.transaction((tx) => purchaseStock({ ...shop.ctx, db: tx }, { id, units }));
        return { units: model.units + units, spendable: model.spendable - price * BigInt(units) };
      },
    },
    {
      name: 'hold',
      run: async (on) => {
        const hold = { amountMinor: price, description: 'held' };
        const sequence = await on.transaction((tx) => holdCredits({ ...shop.ctx, db: tx }, hold));
        const holds = [...model.holds, sequence];
        return { holds, spendable: model.spendable - price, held: model.held + price };
      },
    },
    {
      name: 'void',
      run: async (on) => {
        const holds = await settleHold(on, place, { sequence: anyHold(), outcome: 'void' });
        return { holds, spendable: model.spendable + price, held: model.held - price };
      },
    },
    {
      name: 'post',
      run: async (on) => {
        const holds = await settleHold(on, place, { sequence: anyHold(), outcome: 'post' });
        return { holds, held: model.held - price };
      },
    },
  ];
}

/** Any of them; undefined when there is none. */
function pickFrom<T>(from: readonly T[], random: Random): T | undefined {
  return from[random(Math.max(from.length, 1))];
}

/** Ends the hold; of none to end, an unknown one is tried, which must be refused. */
async function settleHold(
  on: Database,
  { shop, model }: Place,
  end: { sequence: bigint | undefined; outcome: 'post' | 'void' },
): Promise<bigint[]> {
  const { sequence = 1n, outcome } = end;
  await on.transaction((tx) => endHold({ ...shop.ctx, db: tx }, { sequence, outcome }));
  return model.holds.filter((hold) => hold !== sequence);
}

async function sellOne(
  on: Database,
  { shop, model }: Place,
  request: Parameters<typeof sell>[1],
): Promise<Partial<Model>> {
  const counter = { ...shop, ...openCounter(on) };
  const { sold, refusal } = await sell(counter, request);
  if (refusal) throw refusal;
  const { status, uid } = sold.activatedItem;
  expect(status).toBe(model.units > 0 ? 'ACTIVATED' : 'PURCHASED');
  const packages = new Map(model.packages).set(uid, model.units > 0 ? 'from stock' : 'bought');
  const customers = [...new Set([...model.customers, sold.customer.uid])];
  if (model.units > 0) return { packages, customers, units: model.units - 1 };
  return { packages, customers, spendable: model.spendable - WHOLESALE_MINOR };
}

async function compare(shop: Shop, model: Model): Promise<void> {
  const { accountId } = shop.ctx;
  const credits = await readCredits({ db, accountId });
  const { availableMinor: spendable, heldMinor: held } = credits;
  expect({ spendable, held }).toEqual({ spendable: model.spendable, held: model.held });
  expect(await auditBooks(db)).toEqual([]);

  const items = await db.rows<{ id: string; status: string }>(sql`
    select id, status from activated_items where account_id = ${accountId}`);
  const words = { PURCHASED: 'bought', ACTIVATED: 'from stock', REFUNDED: 'refunded' };
  const stored = items.map(({ id, status }) => [id, words[status as keyof typeof words]]);
  expect(new Map(stored as [string, string][])).toEqual(model.packages);
  const stock = await db.row<{ units: number }>(sql`
    select stock_units as units from inventory_items
    where account_id = ${accountId} and id = ${shop.items.worldwide}`);
  expect(stock?.units).toBe(model.units);
}

/** Creates a random generator (mulberry32) from a seed, so that a failing one can be repeated. */
function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
