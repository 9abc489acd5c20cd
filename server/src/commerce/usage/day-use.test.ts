import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DataTerms, UNLIMITED_BYTES } from '../../kernel/data-terms.ts';
import type { EventDraft } from '../../messaging/events/index.ts';
import type { UsablePackage } from '../activations/index.ts';
import { attachToDomain, openDomain } from './domain-use.ts';
import { spreadUse } from './spread-use.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const START = new Date('2026-03-27T15:00:00.000Z');
const PROFILE = { customerId: 'customer', iccid: '8999', imsi: '0010' };
const DAYS = 4;
const GB = 1_000_000_000;

type Record = { startMs: number; lastsMs: number; bytes: number };

const after = (ms: number) => new Date(START.getTime() + ms);

function terms(over: Partial<DataTerms> = {}): DataTerms {
  return { dataType: 'daily', dailyBytes: GB, dayZone: null, fairUse: null, ...over };
}

function aPackage(dataTerms: DataTerms | null, over: Partial<UsablePackage> = {}): UsablePackage {
  const isUnlimited = dataTerms?.dataType === 'unlimited';
  return {
    ...{ id: 'pass', customerId: 'customer', profileDomainId: 'domain', name: '', metatag: null },
    dataBytes: isUnlimited ? UNLIMITED_BYTES : BigInt((dataTerms?.dailyBytes ?? GB) * DAYS),
    usedBytes: 0n,
    dataTerms,
    dataDays: null,
    validityDays: DAYS,
    countrySet: 'AT',
    countries: new Set(['AT']),
    activationMode: 'NOW',
    state: 'ACTIVE',
    soldAt: START,
    activatedAt: START,
    expiresAt: after(DAYS * DAY_MS),
    warnedAt: null,
    ...over,
  };
}

/** Reports records one after the other, each as a batch of its own. */
function report(packages: UsablePackage[], records: readonly Record[]) {
  const facts: EventDraft[] = [];
  const used = records.map(({ startMs, lastsMs, bytes }) =>
    spreadUse(openDomain(packages, facts), {
      ...{ profile: PROFILE, country: 'AT', bytes: BigInt(bytes) },
      at: after(startMs),
      until: after(startMs + lastsMs),
    }),
  );
  return { used, facts };
}

const records: fc.Arbitrary<Record[]> = fc.array(
  fc.record({
    startMs: fc.integer({ min: 0, max: DAYS * DAY_MS - 1 }),
    lastsMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 * DAY_MS })),
    bytes: fc.integer({ min: 0, max: GB }),
  }),
  { maxLength: 25 },
);
const zone = fc.constantFrom(null, 'Europe/Vienna', 'Asia/Kathmandu', 'America/New_York');
const fairUse = fc.option(
  fc.record({
    bytes: fc.integer({ min: 1, max: GB - 1 }),
    period: fc.constantFrom('day' as const, 'total' as const),
    speedKbps: fc.constant(512),
  }),
);
const anyTerms: fc.Arbitrary<DataTerms> = fc
  .record({ dataType: fc.constantFrom('daily' as const, 'unlimited' as const), dayZone: zone })
  .chain(({ dataType, dayZone }) =>
    fairUse.map((fair) =>
      terms({ dataType, dayZone, fairUse: fair, dailyBytes: dataType === 'daily' ? GB : null }),
    ),
  );

const sum = (numbers: Iterable<number>) => [...numbers].reduce((all, one) => all + one, 0);
const bytesOf = (pass: UsablePackage) => sum((pass.dataDays ?? []).map(({ bytes }) => bytes));

describe('the days of a package', () => {
  it('add up to what the package gave, and that with the rest to what was used', () => {
    const property = fc.property(anyTerms, records, (given, reported) => {
      const pass = aPackage(given);
      const { used } = report([pass], reported);
      const uncovered = used.reduce((all, one) => all + one.uncoveredBytes, 0n);
      const charged = used.flatMap(({ charges }) => charges).reduce((all, c) => all + c.bytes, 0n);
      expect(BigInt(bytesOf(pass))).toBe(pass.usedBytes);
      expect(charged).toBe(pass.usedBytes);
      expect(charged + uncovered).toBe(BigInt(sum(reported.map(({ bytes }) => bytes))));
    });
    fc.assert(property, { numRuns: 100 });
  });

  it('give no more than a day allows, and no more at full speed than fair use does', () => {
    const property = fc.property(anyTerms, records, (given, reported) => {
      const pass = aPackage(given);
      report([pass], reported);
      const days = pass.dataDays ?? [];
      const fast = days.map(({ bytes, throttledBytes }) => bytes - throttledBytes);
      if (given.dailyBytes !== null) {
        for (const { bytes } of days) expect(bytes).toBeLessThanOrEqual(given.dailyBytes);
      }
      const { bytes: limit, period } = given.fairUse ?? { bytes: Infinity, period: 'day' };
      if (period === 'total') expect(sum(fast)).toBeLessThanOrEqual(limit);
      else for (const bytes of fast) expect(bytes).toBeLessThanOrEqual(limit);
      expect(pass.usedBytes).toBeLessThanOrEqual(pass.dataBytes);
      expect(days.length).toBeLessThanOrEqual(DAYS + 1);
    });
    fc.assert(property, { numRuns: 100 });
  });

  it('are the same in whatever order the reports come', () => {
    const shuffled = records.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    const perDay = anyTerms.filter(({ dayZone, fairUse: fair, dataType }) => {
      // The last calendar day has only what the others have left of the whole.
      const isExact = dayZone === null || dataType === 'unlimited';
      return isExact && fair?.period !== 'total';
    });
    const property = fc.property(perDay, shuffled, (given, [inOrder, mixed]) => {
      const [one, other] = [aPackage(given), aPackage(given)];
      report([one], inOrder);
      report([other], mixed);
      expect(other.dataDays ?? []).toEqual(one.dataDays ?? []);
      expect(other.usedBytes).toBe(one.usedBytes);
    });
    fc.assert(property, { numRuns: 100 });
  });

  it('give in an order that does not depend on the order in which packages are read', () => {
    const property = fc.property(fc.array(anyTerms, { maxLength: 4 }), records, (all, reported) => {
      const open = () =>
        all.map((given, index) => {
          const expiresAt = after((DAYS + (index % 2)) * DAY_MS);
          return aPackage(given, { id: `pass-${index}`, expiresAt });
        });
      const [one, other] = [open(), open().reverse()];
      expect(report(other, reported).used).toEqual(report(one, reported).used);
    });
    fc.assert(property, { numRuns: 100 });
  });
});

describe('a record over midnight', () => {
  it('is spread over the days in proportion to time', () => {
    const pass = aPackage(terms());
    report([pass], [{ startMs: 23 * HOUR_MS, lastsMs: 4 * HOUR_MS, bytes: 1001 }]);
    expect(pass.dataDays).toEqual([
      { startsAt: START.toISOString(), bytes: 250, throttledBytes: 0 },
      { startsAt: after(DAY_MS).toISOString(), bytes: 751, throttledBytes: 0 },
    ]);
  });

  it('counts in the time zone of the plan, whose days may have 23 hours', () => {
    const pass = aPackage(terms({ dayZone: 'Europe/Vienna' }));
    report([pass], [{ startMs: 0, lastsMs: 3 * DAY_MS, bytes: 72_000 }]);
    expect(pass.dataDays).toEqual([
      { startsAt: '2026-03-26T23:00:00.000Z', bytes: 8_000, throttledBytes: 0 },
      { startsAt: '2026-03-27T23:00:00.000Z', bytes: 24_000, throttledBytes: 0 },
      { startsAt: '2026-03-28T23:00:00.000Z', bytes: 23_000, throttledBytes: 0 },
      { startsAt: '2026-03-29T22:00:00.000Z', bytes: 17_000, throttledBytes: 0 },
    ]);
  });

  it('is one charge of each package', () => {
    const pass = aPackage(terms());
    const { used } = report([pass], [{ startMs: 0, lastsMs: 3 * DAY_MS, bytes: 900 }]);
    expect(used).toEqual([
      { charges: [{ activatedItemId: 'pass', bytes: 900n }], uncoveredBytes: 0n },
    ]);
  });
});

describe('the order of use', () => {
  const now = (bytes: number, startMs = HOUR_MS) => ({ startMs, lastsMs: 0, bytes });
  const chargesOf = (packages: UsablePackage[], ...all: Record[]) =>
    report(packages, all).used.map(({ charges }) =>
      charges.map(({ activatedItemId, bytes }) => [activatedItemId, Number(bytes)]),
    );

  it('goes on with the next package when a day is used up, and returns the next day', () => {
    const later = aPackage(null, { id: 'amount', expiresAt: after(30 * DAY_MS) });
    const packages = [later, aPackage(terms())];
    expect(chargesOf(packages, now(GB + 5), now(7, DAY_MS))).toEqual([
      [
        ['pass', GB],
        ['amount', 5],
      ],
      [['pass', 7]],
    ]);
  });

  it('takes full speed before throttled data, and that before it starts a package', () => {
    const slow = { bytes: 10, period: 'day' as const, speedKbps: 512 };
    const unlimited = terms({ dataType: 'unlimited', dailyBytes: null, fairUse: slow });
    const waiting = aPackage(null, {
      ...{ id: 'waiting', activationMode: 'FIRST_USE', state: 'WAITING' },
      ...{ activatedAt: null, expiresAt: after(90 * DAY_MS) },
    });
    const amount = aPackage(null, { id: 'amount', dataBytes: 5n, expiresAt: after(9 * DAY_MS) });
    const packages = [aPackage(unlimited), amount, waiting];
    expect(chargesOf(packages, now(40))).toEqual([
      [
        ['pass', 35],
        ['amount', 5],
      ],
    ]);
    expect(packages[0]?.dataDays?.[0]).toMatchObject({ bytes: 35, throttledBytes: 25 });
    expect(waiting.state).toBe('WAITING');
  });

  it('starts a waiting package when the day of the running one is used up', () => {
    const waiting = aPackage(terms(), {
      ...{ id: 'waiting', activationMode: 'FIRST_USE', state: 'WAITING' },
      ...{ activatedAt: null, expiresAt: after(90 * DAY_MS) },
    });
    const packages = [aPackage(terms()), waiting];
    chargesOf(packages, now(GB));
    attachToDomain(openDomain(packages), { country: 'AT', at: after(2 * HOUR_MS) });
    expect(waiting).toMatchObject({ state: 'ACTIVE', activatedAt: after(2 * HOUR_MS) });
  });
});

describe('the events of a day', () => {
  it('tell once a day that its data is used up, and when the next day begins', () => {
    const use = (startMs: number) => ({ startMs, lastsMs: 0, bytes: GB });
    const { facts } = report([aPackage(terms())], [use(0), use(1), use(DAY_MS), use(3 * DAY_MS)]);
    const told = facts.filter(({ type }) => type === 'package.day_used_up');
    expect(told.map(({ createdAt, body }) => [createdAt, body.resetsAt])).toEqual([
      [START, after(DAY_MS).toISOString()],
      [after(DAY_MS), after(2 * DAY_MS).toISOString()],
      [after(3 * DAY_MS), null],
    ]);
  });

  it('tell at the fair-use limit how slow the data is until when', () => {
    const slow = { bytes: 10, period: 'day' as const, speedKbps: 512 };
    const given = terms({ dataType: 'unlimited', dailyBytes: null, fairUse: slow });
    const use = (bytes: number, startMs: number) => ({ startMs, lastsMs: 0, bytes });
    const { facts } = report([aPackage(given)], [use(9, 0), use(1, 1), use(50, 2)]);
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({
      type: 'package.throttled',
      createdAt: after(1),
      body: { fairUseBytes: 10, speedKbps: 512, resetsAt: after(DAY_MS).toISOString() },
    });
  });

  it('warn of low data by what the days that follow still give', () => {
    const lastDay = (DAYS - 1) * DAY_MS;
    const use = (startMs: number, bytes: number) => ({ startMs, lastsMs: 0, bytes });
    const low = ({ facts }: ReturnType<typeof report>) =>
      facts.filter(({ type }) => type === 'balance.low').map(({ body }) => body);
    expect(low(report([aPackage(terms())], [use(0, GB - 5)]))).toEqual([]);
    expect(low(report([aPackage(terms())], [use(lastDay, GB - 5)]))).toMatchObject([
      { balanceAmountInByte: 5 },
    ]);
  });
});
