import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createUsageModel,
  DAY_MS,
  endOf,
  left,
  type ModelPackage,
  type UsageModel,
} from '../../../test/support/usage-model.ts';
import type { EventDraft } from '../../messaging/events/index.ts';
import { applyDueTransitions, type UsablePackage } from '../activations/index.ts';
import { attachToDomain, LOW_DATA_BYTES, openDomain, useDomain } from './domain-use.ts';

const START_MS = Date.UTC(2026, 3, 1);
const PROFILE = { customerId: 'customer', iccid: '8999', imsi: '0010' };
const SETS = [['AT'], ['AT', 'DE'], ['AT', 'DE', 'JP']] as const;

/** A domain and the model of it; a step does the same to both. */
type World = { model: UsageModel; packages: UsablePackage[]; facts: EventDraft[]; nowMs: number };
type Step = (world: World) => void;
type Sold = Pick<ModelPackage, 'mode' | 'size' | 'days' | 'countries'>;

const open = ({ packages, facts }: World) =>
  openDomain(
    packages.filter(({ state }) => state !== 'REFUNDED'),
    facts,
  );

const sell =
  (sold: Sold): Step =>
  ({ model, packages, nowMs }) => {
    const one = newPackage(`package-${packages.length}`, sold, nowMs);
    model.sell(one);
    packages.push(toUsable(one));
  };

const use =
  (of: { country: string; bytes: bigint; lateMs: number }): Step =>
  (world) => {
    const at = world.nowMs - of.lateMs;
    const expected = world.model.use({ ...of, at });
    const used = useDomain(open(world), { ...of, at: new Date(at), profile: PROFILE });
    const charges = used.charges.map((each) => [each.activatedItemId, each.bytes]);
    expect([charges, used.uncoveredBytes]).toEqual([expected.charges, expected.uncovered]);
  };

const attach =
  (of: { country: string; lateMs: number }): Step =>
  (world) => {
    const at = world.nowMs - of.lateMs;
    world.model.attach({ country: of.country, at });
    attachToDomain(open(world), { country: of.country, at: new Date(at) });
  };

/** The clock jumps; the worker comes by, or has not yet. */
const wait =
  (of: { ms: number; hasWorker: boolean }): Step =>
  (world) => {
    world.nowMs += of.ms;
    if (!of.hasWorker) return;
    world.model.pass(world.nowMs);
    for (const one of world.packages) {
      const { item, events: facts } = applyDueTransitions(one, new Date(world.nowMs));
      Object.assign(one, item);
      world.facts.push(...facts);
    }
  };

const refund =
  (which: number): Step =>
  ({ model, packages, nowMs }) => {
    const place = which % Math.max(packages.length, 1);
    const [modelled, real] = [model.packages[place], packages[place]];
    if (modelled && real && model.refund(modelled, nowMs)) real.state = 'REFUNDED';
  };

const country = fc.constantFrom('AT', 'DE', 'JP', 'US');
/** Mostly the present, sometimes long ago: late records. */
const lateMs = fc.oneof(
  { arbitrary: fc.constant(0), weight: 3 },
  fc.integer({ min: 0, max: 20 * DAY_MS }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.nat().map(refund), weight: 1 },
  {
    arbitrary: fc
      .record({ ms: fc.integer({ min: 0, max: 40 * DAY_MS }), hasWorker: fc.boolean() })
      .map(wait),
    weight: 2,
  },
  { arbitrary: fc.record({ country, lateMs }).map(attach), weight: 1 },
  {
    arbitrary: fc
      .record({
        mode: fc.constantFrom('NOW' as const, 'FIRST_USE' as const, 'ON_DEMAND' as const),
        size: fc.bigInt({ min: 1n, max: 3n * LOW_DATA_BYTES }),
        days: fc.constantFrom(1, 7, 30, null),
        countries: fc.constantFrom<readonly string[]>(...SETS),
      })
      .map(sell),
    weight: 2,
  },
  {
    arbitrary: fc
      .record({ country, bytes: fc.bigInt({ min: 0n, max: 2n * LOW_DATA_BYTES }), lateMs })
      .map(use),
    weight: 4,
  },
);
const life = fc.array(step, { maxLength: 60 });

function play(steps: readonly Step[]): World {
  const world = { model: createUsageModel(), packages: [], facts: [], nowMs: START_MS };
  for (const take of steps) take(world);
  return world;
}

function newPackage(id: string, sold: Sold, soldAt: number): ModelPackage {
  const activatedAt = sold.mode === 'NOW' ? soldAt : null;
  const fate = { used: 0n, isWarned: false, isExpired: false, isRefunded: false };
  return { id, ...sold, soldAt, activatedAt, ...fate };
}

function toUsable(sold: ModelPackage): UsablePackage {
  const end = endOf(sold);
  return {
    ...{ id: sold.id, customerId: 'customer', profileDomainId: 'domain', name: '', metatag: null },
    dataBytes: sold.size,
    ...{ usedBytes: 0n, dataTerms: null, dataDays: null },
    validityDays: sold.days,
    countrySet: sold.countries.join(),
    countries: new Set(sold.countries),
    activationMode: sold.mode,
    state: sold.mode === 'NOW' ? 'ACTIVE' : 'WAITING',
    soldAt: new Date(sold.soldAt),
    activatedAt: sold.activatedAt === null ? null : new Date(sold.activatedAt),
    expiresAt: Number.isFinite(end) ? new Date(end) : null,
    warnedAt: null,
  };
}

/** The package that the model expects. */
function expectedOf(one: ModelPackage) {
  const end = endOf(one);
  return {
    state: stateOf(one),
    usedBytes: one.used,
    activatedAt: one.activatedAt === null ? null : new Date(one.activatedAt),
    expiresAt: Number.isFinite(end) ? new Date(end) : null,
  };
}

function stateOf(one: ModelPackage): UsablePackage['state'] {
  if (one.isRefunded) return 'REFUNDED';
  if (one.isExpired) return 'EXPIRED';
  if (one.activatedAt === null) return 'WAITING';
  return left(one) === 0n ? 'DEPLETED' : 'ACTIVE';
}

function toWords({ type, body }: EventDraft): string {
  return type === 'balance.low' ? 'low' : `${type.split('.')[1]} ${body.activatedItem}`;
}

describe('a profile domain', () => {
  it('uses its packages as the contract says, whatever happens to it', () => {
    fc.assert(
      fc.property(life, (steps) => {
        const { model, packages, facts } = play(steps);
        expect(packages).toMatchObject(model.packages.map(expectedOf));
        expect(facts.map(toWords)).toEqual(model.facts);
      }),
      { numRuns: 1_000 },
    );
  });

  it('loses no byte and makes none: what was bought is used, left, expired or refunded', () => {
    fc.assert(
      fc.property(life, (steps) => {
        const { packages } = play(steps);
        const rest = (one: UsablePackage) => one.dataBytes - one.usedBytes;
        const total = (of: (one: UsablePackage) => bigint, ...states: string[]) =>
          packages.reduce((sum, one) => (states.includes(one.state) ? sum + of(one) : sum), 0n);
        const used = packages.reduce((sum, one) => sum + one.usedBytes, 0n);
        const kept = total(rest, 'WAITING', 'ACTIVE');
        const gone = total(rest, 'EXPIRED') + total(rest, 'REFUNDED');
        expect(used + kept + gone).toBe(packages.reduce((sum, one) => sum + one.dataBytes, 0n));
        expect(packages.every((one) => rest(one) >= 0n)).toBe(true);
        expect(total((one) => one.usedBytes, 'REFUNDED')).toBe(0n);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the alert', () => {
  const buy = (size: bigint, days = 30) => sell({ mode: 'NOW', size, days, countries: ['AT'] });
  const spend = (bytes: bigint) => use({ country: 'AT', bytes, lateMs: 0 });
  const alerts = (steps: Step[]) => play(steps).facts.filter(({ type }) => type === 'balance.low');

  it('fires when a use takes the domain below the limit, and once', () => {
    expect(alerts([buy(LOW_DATA_BYTES + 5n), spend(5n)])).toEqual([]);
    const [alert, ...others] = alerts([buy(LOW_DATA_BYTES + 5n), spend(5n), spend(1n), spend(1n)]);
    expect(alert?.body).toEqual({
      ...{ uid: 'customer', iccid: '8999', imsi: '0010' },
      timestamp: new Date(START_MS).toISOString(),
      balanceAmountInByte: 104_857_599,
    });
    expect(others).toEqual([]);
  });

  it('is armed again by a top-up that lifts the domain above the limit, and by no other', () => {
    const low = [buy(LOW_DATA_BYTES), spend(2n)];
    expect(alerts([...low, buy(1n), spend(2n)])).toHaveLength(1);
    expect(alerts([...low, buy(2n), spend(2n)])).toHaveLength(2);
  });

  it('is not fired by expiry, nor by what was too little from the beginning', () => {
    const gone = [buy(LOW_DATA_BYTES, 1), buy(10n, 30), wait({ ms: 2 * DAY_MS, hasWorker: true })];
    expect(alerts([...gone, spend(5n)])).toEqual([]);
    expect(alerts([buy(LOW_DATA_BYTES - 1n), spend(5n)])).toEqual([]);
  });
});
