import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countDays, type DataTerms, dayOf } from './data-terms.ts';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 2, 20);

const moment = fc.integer({ min: 0, max: 400 * 24 }).map((hours) => START + hours * HOUR_MS + 1234);
const terms = fc
  .constantFrom(null, 'UTC', 'Europe/Vienna', 'America/New_York', 'Asia/Kathmandu')
  .map((dayZone): DataTerms => {
    return { dataType: 'daily', dailyBytes: 1, dayZone, fairUse: null };
  });

it('the days of a package follow each other, and each moment is in one of them', () => {
  const property = fc.property(terms, moment, moment, (given, one, other) => {
    const [activatedAt, at] = [one, other].sort((a, b) => a - b).map((ms) => new Date(ms));
    if (!activatedAt || !at) return;
    const { startsAt, endsAt } = dayOf(given, activatedAt, at);
    expect(startsAt <= at && at < endsAt).toBe(true);
    expect(dayOf(given, activatedAt, endsAt).startsAt).toEqual(endsAt);
    const last = new Date(endsAt.getTime() - 1);
    expect(dayOf(given, activatedAt, last)).toEqual({ startsAt, endsAt });
    const early = new Date(activatedAt.getTime() - HOUR_MS);
    expect(dayOf(given, activatedAt, early)).toEqual(dayOf(given, activatedAt, activatedAt));
  });
  fc.assert(property, { numRuns: 100 });
});

it('days are counted as they follow each other', () => {
  const few = fc.integer({ min: 0, max: 40 * 24 });
  const property = fc.property(terms, moment, few, (given, start, hours) => {
    const activatedAt = new Date(start);
    const until = new Date(start + hours * HOUR_MS);
    const { endsAt } = dayOf(given, activatedAt, activatedAt);
    let days = 0;
    for (let day = endsAt; day < until; day = dayOf(given, activatedAt, day).endsAt) days += 1;
    expect(countDays(given, endsAt, until)).toBe(days);
  });
  fc.assert(property, { numRuns: 50 });
});
