import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from './refusal.ts';
import { parseTimeRange } from './time-range.ts';

describe('a date', () => {
  test('starts at midnight UTC, and ends with its whole day as the end of a range', () => {
    expect(parseTimeRange('2026-04-30', '2026-04-30')).toEqual({
      from: new Date('2026-04-30T00:00:00.000Z'),
      before: new Date('2026-05-01T00:00:00.000Z'),
    });
  });

  test('days that follow each other share no moment and leave none out', () => {
    const day = fc.date({ min: new Date(0), max: new Date('9999-12-30'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (moment) => {
        const today = moment.toISOString().slice(0, 10);
        const tomorrow = new Date(moment.getTime() + 86_400_000).toISOString().slice(0, 10);
        const { from, before } = parseTimeRange(today, today);
        expect(from && before && from <= moment && moment < before).toBe(true);
        expect(parseTimeRange(tomorrow).from).toEqual(before);
      }),
    );
  });
});

describe('a time', () => {
  test('is the moment it names, in any zone and letter case', () => {
    const noon = new Date('2026-04-30T12:00:00.000Z');
    expect(parseTimeRange('2026-04-30T12:00:00Z').from).toEqual(noon);
    expect(parseTimeRange('2026-04-30t12:00:00.000z').from).toEqual(noon);
    expect(parseTimeRange('2026-04-30 12:00:00Z').from).toEqual(noon);
    expect(parseTimeRange('2026-04-30T14:00:00+02:00').from).toEqual(noon);
    expect(parseTimeRange(undefined, '2026-04-30T12:00:00Z')).toEqual({ before: noon });
  });

  test('without a zone is in UTC', () => {
    const noon = new Date('2026-04-30T12:00:00.000Z');
    expect(parseTimeRange('2026-04-30T12:00:00').from).toEqual(noon);
  });
});

test('absent ends are open, and equal moments are an empty range', () => {
  expect(parseTimeRange()).toEqual({});
  const now = '2026-04-30T12:00:00Z';
  expect(parseTimeRange(now, now)).toEqual({ from: new Date(now), before: new Date(now) });
});

test('an end far away is as good as the nearest one that a database can say', () => {
  expect(parseTimeRange('0000-01-01', '9999-12-31')).toEqual({
    from: new Date(0),
    before: new Date('9999-12-31T23:59:59.999Z'),
  });
  expect(parseTimeRange('0000-01-01T00:00:00+14:00', '0000-01-01')).toEqual({
    from: new Date(0),
    before: new Date(0),
  });
});

test.each([
  'yesterday',
  '2026-4-30',
  '2026-02-30',
  '2025-02-29',
  '2026-02-30T00:00:00Z',
  '2026-13-01',
  '2026-04-30T25:00:00Z',
  '2026-04-30T12:00:00+99:99',
  '20260430',
  '1777543200',
  '+012026-04-30',
])('%s is no date and no time', (text) => {
  expect(refusedPath(() => parseTimeRange(text))).toBe('/from');
  expect(refusedPath(() => parseTimeRange(undefined, text))).toBe('/to');
});

test('an end before its start is refused at the end', () => {
  expect(refusedPath(() => parseTimeRange('2026-05-01', '2026-04-29'))).toBe('/to');
  const later = '2026-04-30T12:00:00.001Z';
  expect(refusedPath(() => parseTimeRange(later, '2026-04-30T12:00:00Z'))).toBe('/to');
});

function refusedPath(parse: () => unknown): string | undefined {
  try {
    parse();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'invalid_request')
      return error.errors?.[0]?.path;
  }
  return undefined;
}
