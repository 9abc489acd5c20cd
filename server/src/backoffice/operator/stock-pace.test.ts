import { describe, expect, it } from 'vitest';
import { paceOf } from './stock-pace.ts';

const now = new Date('2026-05-11T12:00:00Z');
const days = [
  { day: '2026-05-06', free: 900 },
  { day: '2026-04-30', free: 1000 },
];

describe('the pace of a stock', () => {
  it('counts what was free on the first evening and came since, less what is free', () => {
    const imported = [
      { day: '2026-04-30', profiles: 5000 },
      { day: '2026-05-08', profiles: 200 },
    ];
    expect(paceOf(675, { days, imported, now })).toEqual({ usedPerDay: 50, daysLeft: 13 });
  });

  it('has no end while nothing is used, and none left today', () => {
    expect(paceOf(1000, { days, imported: [], now })).toEqual({ usedPerDay: 0, daysLeft: null });
    expect(paceOf(0, { days, imported: [], now })).toMatchObject({ daysLeft: 0 });
  });

  it('is unknown before a whole day has passed', () => {
    const unknown = { usedPerDay: null, daysLeft: null };
    const today = [{ day: '2026-05-10', free: 90 }];
    expect(paceOf(80, { days: today, imported: [], now })).toEqual(unknown);
    expect(paceOf(80, { days: [], imported: [], now })).toEqual(unknown);
  });
});
