import { describe, expect, it } from 'vitest';
import { createLocalLimits, type FailureLimiter } from './limits.ts';

let now = 1_000_000;
const clock = () => now;

describe('the limit on failures', () => {
  const isRefused = (limiter: FailureLimiter, name: string) => {
    try {
      limiter.refuseIfTooMany(name);
      return false;
    } catch {
      return true;
    }
  };

  it('refuses a name after ten failures, until six seconds have passed', () => {
    const limiter = createLocalLimits({ isOn: true, clock }).failures('guesses');
    for (let failed = 0; failed < 10; failed += 1) {
      expect(isRefused(limiter, 'demo')).toBe(false);
      limiter.countFailure('demo');
    }
    expect(isRefused(limiter, 'demo')).toBe(true);
    expect(isRefused(limiter, 'other')).toBe(false);
    now += 6_001;
    expect(isRefused(limiter, 'demo')).toBe(false);
  });

  it('lets no failure of many at once go free', () => {
    const limiter = createLocalLimits({ isOn: true, clock }).failures('guesses');
    for (let failed = 0; failed < 100; failed += 1) limiter.countFailure('demo');
    now += 9 * 60_000;
    expect(isRefused(limiter, 'demo')).toBe(true);
    now += 60_000;
    expect(isRefused(limiter, 'demo')).toBe(false);
  });

  it('remembers a bounded number of names', () => {
    const limiter = createLocalLimits({ isOn: true, clock }).failures('guesses');
    for (let failed = 0; failed < 10; failed += 1) limiter.countFailure('first');
    for (let other = 0; other < 49_999; other += 1) limiter.countFailure(`other ${other}`);
    expect(isRefused(limiter, 'first')).toBe(true);
    limiter.countFailure('one more');
    expect(isRefused(limiter, 'first')).toBe(false);
  });

  it('refuses nothing when it is off', () => {
    const limiter = createLocalLimits({ isOn: false, clock }).failures('guesses');
    for (let failed = 0; failed < 100; failed += 1) limiter.countFailure('demo');
    expect(isRefused(limiter, 'demo')).toBe(false);
  });
});
