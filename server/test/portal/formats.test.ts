import { expect, it, vi } from 'vitest';
import { formatFor } from '../../../portal/src/words/formats.ts';
import { dayOf } from '../../../portal/src/words/zone.ts';

it('the formats of a language and a time zone are made once, for whatever row uses them', () => {
  const format = formatFor('de', 'Europe/Vienna');
  expect(formatFor('de', 'Europe/Vienna')).toBe(format);
  expect(format.amount({ priceValue: -1234.5 })).toBe('−1.234,50');
  expect([0, 900, 1_572_864, 42_949_672_960].map(format.bytes)).toEqual([
    '0 MB',
    '900 bytes',
    '1,5 MB',
    '40 GB',
  ]);
  const english = formatFor('en', 'Asia/Tokyo');
  expect(english.time('2027-01-02T23:30:00Z')).toBe('08:30');
  expect(formatFor('en', 'UTC').time('2027-01-02T23:30:00Z')).toBe('23:30');
});

it('the day of a moment in a time zone costs no new format', () => {
  expect(dayOf(Date.parse('2027-01-02T23:30:00Z'), 'Asia/Tokyo')).toBe('2027-01-03');
  const made = vi.spyOn(Intl, 'DateTimeFormat');
  expect(dayOf(Date.parse('2027-01-02T12:00:00Z'), 'Asia/Tokyo')).toBe('2027-01-02');
  expect(made).not.toHaveBeenCalled();
  made.mockRestore();
});
