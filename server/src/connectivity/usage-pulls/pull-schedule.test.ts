import { describe, expect, it } from 'vitest';
import { nextPullMs, pauseMs } from './pull-schedule.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOW = new Date('2026-04-30T12:00:00Z');

function next(
  of: { used?: number; total?: number | null; idleHours?: number; hasData?: boolean },
  usageMinutes = 180,
) {
  const { used = 0, total = 100, idleHours = 0, hasData = true } = of;
  const changedAt = new Date(NOW.getTime() - idleHours * HOUR_MS);
  const totalBytes = total === null ? null : BigInt(total);
  const state = { usedBytes: BigInt(used), totalBytes, hasData, changedAt, askedAt: NOW };
  return nextPullMs(state, usageMinutes);
}

describe('an eSIM is asked about again', () => {
  it('within the hour while it is used, and no sooner than a supplier has a newer answer', () => {
    expect(next({ used: 10 })).toBe(HOUR_MS);
    expect(next({ used: 10 }, 20)).toBe(20 * MINUTE_MS);
    expect(next({ used: 10 }, 1)).toBe(20 * MINUTE_MS);
  });

  it('more often when it is nearly used up', () => {
    expect(next({ used: 80 })).toBe(30 * MINUTE_MS);
    expect(next({ used: 79 })).toBe(HOUR_MS);
    expect(next({ used: 80, total: null })).toBe(HOUR_MS);
  });

  it('ever less often when it is idle, and once a day at last', () => {
    expect(next({ used: 90, idleHours: 8 })).toBe(2 * HOUR_MS);
    expect(next({ idleHours: 20 })).toBe(5 * HOUR_MS);
    expect(next({ idleHours: 1_000 })).toBe(24 * HOUR_MS);
  });

  it('for three days after its data is over, and then no more', () => {
    expect(next({ used: 100, hasData: false })).toBe(HOUR_MS);
    expect(next({ used: 100, hasData: false, idleHours: 71 })).toBe(17.75 * HOUR_MS);
    expect(next({ used: 100, hasData: false, idleHours: 72 })).toBeNull();
  });
});

describe('a supplier that does not answer', () => {
  it('is asked nothing for a time that doubles up to an hour, and for as long as it asks', () => {
    expect(pauseMs(1, 2_000)).toBe(30_000);
    expect(pauseMs(3, 2_000)).toBe(120_000);
    expect(pauseMs(40, 2_000)).toBe(HOUR_MS);
    expect(pauseMs(1, 90_000)).toBe(90_000);
  });
});
