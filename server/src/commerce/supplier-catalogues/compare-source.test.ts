import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { dailyTerms } from '../../connectivity/carriers/index.ts';
import type { KnownItem } from './catalogue-run.ts';
import { compareSource } from './compare-source.ts';

const GIGABYTE = 1_073_741_824;
const PLAN = {
  ...{ sizeValue: 3, sizeUnit: 'GB' as const, validityDays: 30 as number | null },
  ...{ countries: ['AT', 'DE'], costMinor: 250n as bigint | null, dataTerms: null },
};

function item(more: Partial<KnownItem> = {}): KnownItem {
  return {
    ...{ item: 'EU3', name: 'Europe 3 GB', dataBytes: 3_000_000_000n, dataTerms: null },
    ...{ validityDays: 30, countries: ['AT', 'CH', 'DE'], networks: [], dataPlanId: null },
    ...{ dismissedAt: null, goneAt: null, usdTenThousandths: 25_000n, ...more },
  };
}

it('finds nothing in an item with as much as the plan, however the supplier counts gigabytes', () => {
  expect(compareSource(PLAN, item())).toEqual([]);
  expect(compareSource(PLAN, item({ dataBytes: 3n * BigInt(GIGABYTE) }))).toEqual([]);
  expect(compareSource({ ...PLAN, costMinor: null }, item())).toEqual([]);
  expect(compareSource(PLAN, item({ usdTenThousandths: null }))).toEqual([]);
});

it('finds each way in which an item has less or costs more, with the figures of both', () => {
  const less = item({
    ...{ dataBytes: 1_000_000_000n, validityDays: 7, countries: ['DE'] },
    usdTenThousandths: 25_001n,
  });
  expect(compareSource(PLAN, less)).toEqual([
    { fault: 'above_cost', offered: 2.51, planned: 2.5 },
    { fault: 'less_data', offered: 1_000_000_000, planned: 3 * GIGABYTE },
    { fault: 'shorter_validity', offered: 7, planned: 30 },
    { fault: 'fewer_countries', offered: 1, planned: 2 },
  ]);
  expect(compareSource({ ...PLAN, validityDays: null }, item())).toEqual([
    { fault: 'shorter_validity', offered: 30, planned: null },
  ]);
});

it('says no more of an item that is never ordered', () => {
  const none = { offered: null, planned: null };
  const small = { dataBytes: 1_000_000n };
  expect(compareSource(PLAN, item({ ...small, goneAt: new Date() }))).toEqual([
    { fault: 'gone', ...none },
  ]);
  expect(compareSource(PLAN, item({ ...small, dataTerms: dailyTerms(GIGABYTE) }))).toEqual([
    { fault: 'other_terms', ...none },
  ]);
});

it('compares the days and data of a day pass as terms', () => {
  const plan = { ...PLAN, dataTerms: dailyTerms(GIGABYTE) };
  const pass = { dataTerms: dailyTerms(GIGABYTE), dataBytes: 30_000_000_000n };
  expect(compareSource(plan, item(pass))).toEqual([]);
  expect(compareSource(plan, item({ ...pass, validityDays: 7 }))).toMatchObject([
    { fault: 'other_terms' },
  ]);
});

it('finds less data or fewer days exactly where an item has less', () => {
  const megabytes = fc.integer({ min: 1, max: 100_000 });
  const days = fc.integer({ min: 1, max: 3_650 });
  const property = fc.property(megabytes, megabytes, days, days, (given, sizeValue, has, wants) => {
    const plan = { ...PLAN, sizeValue, sizeUnit: 'MB' as const, validityDays: wants };
    const offered = item({ dataBytes: BigInt(given) * 1_048_576n, validityDays: has });
    const faults = compareSource(plan, offered).map(({ fault }) => fault);
    expect(faults.includes('less_data')).toBe(given < sizeValue);
    expect(faults.includes('shorter_validity')).toBe(has < wants);
  });
  fc.assert(property);
});
