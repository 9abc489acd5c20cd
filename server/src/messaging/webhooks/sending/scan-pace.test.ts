import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScanPace, POLL_MS } from './scan-pace.ts';

function paceAt(startMs: number) {
  const clock = () => clock.ms;
  clock.ms = startMs;
  return { clock, pace: createScanPace(clock) };
}

describe('the pace of looking for new events', () => {
  it('begins at once, and goes on every 250 ms', () => {
    const { clock, pace } = paceAt(1_000);
    expect(pace.isDue()).toBe(true);
    pace.looked(2);
    expect(pace.isDue()).toBe(false);
    expect(pace.waitMs()).toBe(POLL_MS);
    clock.ms += POLL_MS - 1;
    expect(pace.isDue()).toBe(false);
    expect(pace.waitMs()).toBe(1);
    clock.ms += 1;
    expect(pace.isDue()).toBe(true);
  });

  it('can be hurried, but for the rest that it needs', () => {
    const { clock, pace } = paceAt(0);
    pace.looked(2);
    pace.hurry();
    expect(pace.isDue()).toBe(false);
    expect(pace.waitMs()).toBe(8);
    clock.ms += 8;
    expect(pace.isDue()).toBe(true);
  });

  it('never takes more than a fifth of the time, however long a look takes', () => {
    const looks = fc.array(fc.record({ tookMs: fc.nat(5_000), hurries: fc.boolean() }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(looks, (plan) => {
        const { clock, pace } = paceAt(0);
        let lookingMs = 0;
        for (const { tookMs, hurries } of plan) {
          for (; !pace.isDue(); clock.ms += Math.max(1, pace.waitMs()));
          expect(lookingMs).toBeLessThanOrEqual(clock.ms / 5 + 1);
          clock.ms += tookMs;
          lookingMs += tookMs;
          pace.looked(tookMs);
          if (hurries) pace.hurry();
        }
      }),
    );
  });
});
