import { describe, expect, it } from 'vitest';
import {
  isEmpty,
  leftOf,
  maySpend,
  newLease,
  noteDemand,
  restore,
  settle,
  toWish,
} from './lease.ts';

const LIMIT = { perSecond: 50, burst: 200 };
const START = 1_000;

function askFor(times: number) {
  const lease = newLease('b', LIMIT, START);
  for (let count = 0; count < times; count += 1) noteDemand(lease, START);
  return lease;
}

/** Exchanges with a bucket that has so many tokens. */
function exchange(lease: ReturnType<typeof askFor>, tokens: number, now = START) {
  const wish = toWish(lease, now);
  const left = tokens - wish.spent;
  const leased = wish.wanted < 0 ? wish.wanted : Math.max(0, Math.min(wish.wanted, left));
  settle(lease, wish, { answer: { bucket: 'b', tokens: left, leased }, nowMs: now });
  return wish;
}

describe('a lease', () => {
  it('of an account that nobody knows yet lets a hundredth of a burst through at once', () => {
    const lease = newLease('b', LIMIT, START);
    expect(maySpend(lease, START)).toBe(true);
    lease.inHand = -2;
    expect(maySpend(lease, START)).toBe(false);
    expect(isEmpty(lease, START)).toBe(false);
  });

  it('holds nothing for an account that seldom asks, and reports what it spent', () => {
    const lease = askFor(2);
    lease.inHand = -2;
    expect(exchange(lease, 200)).toMatchObject({ spent: 2, wanted: 0 });
    expect(lease.inHand).toBe(0);
    expect(leftOf(lease, START).tokens).toBe(198);
  });

  it('holds twice what was asked for lately, and at most a quarter of a burst', () => {
    expect(exchange(askFor(10), 200)).toMatchObject({ wanted: 20 });
    const lease = askFor(500);
    expect(exchange(lease, 200)).toMatchObject({ wanted: 50 });
    expect(lease.inHand).toBe(50);
    expect(leftOf(lease, START).tokens).toBe(200);
  });

  it('knows of an empty bucket until it has a token again', () => {
    const lease = askFor(30);
    exchange(lease, -9);
    expect(maySpend(lease, START)).toBe(false);
    expect(isEmpty(lease, START + 199)).toBe(true);
    expect(isEmpty(lease, START + 200)).toBe(false);
  });

  it('spends nothing ahead when less than a quarter of a burst is left', () => {
    const lease = askFor(1);
    exchange(lease, 40);
    expect(lease.inHand).toBe(0);
    expect(maySpend(lease, START)).toBe(false);
    expect(maySpend(lease, START + 201)).toBe(true);
  });

  it('that nobody uses for a second is given back', () => {
    const lease = askFor(10);
    exchange(lease, 200);
    expect(exchange(lease, 180, START + 999)).toMatchObject({ wanted: 0 });
    expect(exchange(lease, 180, START + 1_000)).toMatchObject({ spent: 0, wanted: -20 });
    expect(lease.inHand).toBe(0);
    expect(leftOf(lease, START + 1_000).tokens).toBe(200);
  });

  it('whose exchange failed reports again what it spent, and gives back nothing twice', () => {
    const lease = askFor(3);
    lease.inHand = -3;
    restore(lease, toWish(lease, START));
    expect(lease.inHand).toBe(-3);
    lease.inHand = 5;
    restore(lease, toWish(lease, START + 5_000));
    expect(lease.inHand).toBe(0);
  });
});
