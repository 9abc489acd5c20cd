import { expect, it } from 'vitest';
import { readFairUse, readSpeedKbps } from './offered-terms.ts';

it('reads a speed, and none of a text with several', () => {
  expect(readSpeedKbps('384 Kbps')).toBe(384);
  expect(readSpeedKbps('1.25Mbps')).toBe(1_250);
  expect(readSpeedKbps('5 Mbit/s')).toBe(5_000);
  for (const text of ['', 'unlimited', '0 Kbps', '1 Mbps, then 128 Kbps', '384']) {
    expect(readSpeedKbps(text)).toBeNull();
  }
});

it('reads a limit of fair use with one amount and one speed', () => {
  const daily = { bytes: 3_000_000_000, period: 'day', speedKbps: 1_000 };
  expect(readFairUse('After 3 GB per day, the speed is reduced to 1 Mbps.')).toEqual(daily);
  expect(readFairUse('3GB daily at full speed, then 1Mbps')).toEqual(daily);
  expect(readFairUse('Speed is limited to 512 Kbps after 500 MB of data')).toEqual({
    ...{ bytes: 500_000_000, period: 'total', speedKbps: 512 },
  });
});

it('guesses no limit', () => {
  const unclear = [
    '',
    'Fair use applies.',
    'After 3 GB it is slower.',
    '1 Mbps after 2 GB or 3 GB',
  ];
  for (const text of unclear) expect(readFairUse(text)).toBeUndefined();
});
