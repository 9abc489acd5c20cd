import { describe, expect, it } from 'vitest';
import { periodsOf } from './periods.ts';
import { type Detail, segmentsOf } from './segments.ts';

const now = new Date('2026-04-30T12:00:00Z');
const range = { from: '2026-03-28', to: '2026-03-30', now } as const;
const iso = (moment: Date) => moment.toISOString().slice(5, 16);

function segments(timeZone: string, interval: 'day' | 'total', detail: Detail = 'groups') {
  const { kept, cut, cutBy } = segmentsOf(periodsOf({ ...range, interval, timeZone }), detail);
  return {
    kept: kept.map(({ period, grain, from, before }) => [period, grain, iso(from), iso(before)]),
    cut: cut.map((moment) => `${cutBy} ${iso(moment)}`),
  };
}

describe('the parts of a report', () => {
  it('are days where a period has whole ones, and hours beside them', () => {
    expect(segments('UTC', 'day').kept).toEqual([
      [1, 'day', '03-28T00:00', '03-29T00:00'],
      [2, 'day', '03-29T00:00', '03-30T00:00'],
      [3, 'day', '03-30T00:00', '03-31T00:00'],
    ]);
    expect(segments('Europe/Vienna', 'total')).toEqual({
      kept: [
        [1, 'hour', '03-27T23:00', '03-28T00:00'],
        [1, 'day', '03-28T00:00', '03-30T00:00'],
        [1, 'hour', '03-30T00:00', '03-30T22:00'],
      ],
      cut: [],
    });
  });

  it('are hours of days of another zone, of which one has 23', () => {
    expect(segments('Europe/Vienna', 'day').kept).toEqual([
      [1, 'hour', '03-27T23:00', '03-28T23:00'],
      [2, 'hour', '03-28T23:00', '03-29T22:00'],
      [3, 'hour', '03-29T22:00', '03-30T22:00'],
    ]);
  });

  it('are hours alone where all packages are summed', () => {
    expect(segments('UTC', 'total', 'nothing').kept).toEqual([
      [1, 'hour_of_all', '03-28T00:00', '03-31T00:00'],
    ]);
  });

  it('leave the hours that a midnight cuts to be counted', () => {
    const { kept, cut } = segments('Asia/Kolkata', 'day');
    expect(kept[0]).toEqual([1, 'hour', '03-27T19:00', '03-28T18:00']);
    expect(cut).toEqual([
      'hour 03-27T18:00',
      'hour 03-28T18:00',
      'hour 03-29T18:00',
      'hour 03-30T18:00',
    ]);
  });

  it('are whole days alone by metatag', () => {
    expect(segments('Europe/Vienna', 'total', 'metatags')).toEqual({
      kept: [[1, 'day_by_metatag', '03-28T00:00', '03-30T00:00']],
      cut: ['day 03-27T00:00', 'day 03-30T00:00'],
    });
    expect(segments('Europe/Vienna', 'day', 'metatags').kept).toEqual([]);
  });
});
