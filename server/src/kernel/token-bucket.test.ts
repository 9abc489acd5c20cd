import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullBucket, hasToken, refill, secondsUntil, spend } from './token-bucket.ts';

const limits = fc.record({
  perSecond: fc.double({ min: 0.05, max: 500, noNaN: true }),
  burst: fc.integer({ min: 1, max: 500 }),
});
const pauses = fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 300 });

describe('a token bucket', () => {
  it('never lets more through than the burst and the rate allow, over any stretch of time', () => {
    fc.assert(
      fc.property(limits, pauses, (limit, waits) => {
        const passedAt: number[] = [];
        let now = 1_000_000;
        let bucket = fullBucket(limit, now);
        for (const wait of waits) {
          now += wait;
          bucket = refill(bucket, limit, now);
          if (!hasToken(bucket)) continue;
          bucket = spend(bucket);
          passedAt.push(now);
        }
        passedAt.forEach((from, first) => {
          const seconds = ((passedAt.at(-1) ?? from) - from) / 1000;
          const count = passedAt.length - first;
          expect(count).toBeLessThanOrEqual(limit.burst + limit.perSecond * seconds + 1e-6);
        });
      }),
    );
  });

  it('lets a whole burst through at once and then refuses', () => {
    fc.assert(
      fc.property(limits, (limit) => {
        let bucket = fullBucket(limit, 0);
        for (let sent = 0; sent < limit.burst; sent += 1) {
          expect(hasToken(bucket)).toBe(true);
          bucket = spend(bucket);
        }
        expect(hasToken(bucket)).toBe(false);
      }),
    );
  });

  it('lets one through again after the seconds it names, and not two bursts', () => {
    fc.assert(
      fc.property(limits, fc.integer({ min: 0, max: 1000 }), (limit, debt) => {
        const empty = { tokens: -debt, at: 0 };
        const seconds = secondsUntil(empty, limit, 1);
        expect(hasToken(refill(empty, limit, seconds * 1000 + 1))).toBe(true);
        if (seconds > 1) expect(hasToken(refill(empty, limit, (seconds - 1) * 1000))).toBe(false);
        expect(refill(empty, limit, 1e12).tokens).toBe(limit.burst);
      }),
    );
  });

  it('gains nothing when the clock goes backwards', () => {
    const limit = { perSecond: 1, burst: 5 };
    const bucket = refill({ tokens: 0, at: 10_000 }, limit, 4_000);
    expect(bucket).toEqual({ tokens: 0, at: 10_000 });
  });
});
