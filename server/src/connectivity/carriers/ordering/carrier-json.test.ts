import { expect, it } from 'vitest';
import { parseCarrierJson, timeOf } from './carrier-json.ts';

it.each([
  ['2026-04-30T09:55:36Z', '2026-04-30T09:55:36.000Z'],
  ['2026-04-30T09:55:36+0000', '2026-04-30T09:55:36.000Z'],
  ['2026-04-30T11:55:36.5+02:00', '2026-04-30T09:55:36.500Z'],
  ['2026-04-30 09:55:36', '2026-04-30T09:55:36.000Z'],
  ['2026-04-30T09:55:36.123', '2026-04-30T09:55:36.123Z'],
  ['2026-04-30', '2026-04-30T00:00:00.000Z'],
  ['soon', undefined],
  [null, undefined],
])('the time %j of a carrier is read in UTC', (at, expected) => {
  expect(timeOf({ at }, 'at')?.toISOString()).toBe(expected);
});

it('keeps every digit of a long whole number, and reads a long fraction as a number', () => {
  const text =
    '{"iccid":8943108000000000019,"paid":2.8000000000000003,"note":"8943108000000000019"}';
  expect(parseCarrierJson(text)).toEqual({
    iccid: '8943108000000000019',
    paid: 2.8000000000000003,
    note: '8943108000000000019',
  });
});
