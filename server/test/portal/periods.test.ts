import { expect, it } from 'vitest';
import { datesBefore, momentsOf, rangeOf } from '../../../portal/src/parts/filters/period.ts';

const today = { now: Date.parse('2026-11-30T12:00:00Z'), zone: 'Europe/Vienna' };

it('a range of dates is days of the company, the last one included, over a change of clocks', () => {
  expect(momentsOf('2026-10-24..2026-10-25', today)).toEqual({
    from: '2026-10-23T22:00:00.000Z',
    to: '2026-10-25T23:00:00.000Z',
  });
  expect(momentsOf('7d', today)).toEqual({ from: '2026-11-23T23:00:00.000Z' });
});

it('a range that is reversed, or has no such dates, filters nothing', () => {
  for (const value of ['2026-11-02..2026-11-01', '2026-02-30..2026-03-01', '2026-11-01', 'x']) {
    expect(rangeOf(value), value).toBeUndefined();
    expect(momentsOf(value, today), value).toEqual({});
  }
  expect(momentsOf(undefined, today)).toEqual({});
});

it('a range is compared with as many days before it', () => {
  const range = { from: '2026-10-20', to: '2026-10-29' };
  expect(datesBefore(range, today)).toEqual({ from: '2026-10-10', to: '2026-10-19' });
});
