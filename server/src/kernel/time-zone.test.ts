import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateIn, isTimeZone, startOfDate } from './time-zone.ts';

const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
const dates = fc
  .integer({ min: Date.UTC(1990, 0, 1) / 86_400_000, max: Date.UTC(2037, 0, 1) / 86_400_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));

describe('a time zone', () => {
  it('starts each of its dates at the first moment of that date', () => {
    const property = fc.property(zones, dates, (zone, date) => {
      const start = startOfDate(zone, date);
      // Samoa and Tokelau skipped 30 December 2011: that date has no moment.
      fc.pre(dateIn(zone, start) === date);
      expect(dateIn(zone, new Date(start.getTime() - 1)) < date).toBe(true);
    });
    fc.assert(property, { numRuns: 2_000 });
  });

  it.each([
    ['Europe/Vienna', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['Europe/Vienna', '2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['Asia/Kathmandu', '2026-01-01', '2025-12-31T18:15:00.000Z'],
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z'],
    ['Asia/Beirut', '2022-03-27', '2022-03-26T22:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00:00.000Z'],
    ['UTC', '2026-01-01', '2026-01-01T00:00:00.000Z'],
  ])('%s starts %s at %s', (zone, date, moment) => {
    expect(startOfDate(zone, date).toISOString()).toBe(moment);
  });

  it.each(['', 'Europe/Atlantis', '+02:00', "Europe/Vienna'", 'x'.repeat(65)])(
    'is not %j',
    (name) => {
      expect(isTimeZone(name)).toBe(false);
    },
  );

  it('counts days over the end of a month', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });
});
