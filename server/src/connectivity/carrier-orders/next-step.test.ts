import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallEnd, Found, Placed } from '../carriers/index.ts';
import { afterLooking, afterSending } from './next-step.ts';

const NOW = new Date('2026-04-30T10:00:00Z');
const PENDING: Placed = { order: 'B1', isDelivered: false, profile: null, cost: null };
const DELIVERED: Placed = { ...PENDING, isDelivered: true };
const SAME = { order: 'same_reference', topUp: 'never' } as const;
const NEVER = { order: 'never', topUp: 'never' } as const;

const found = (...candidates: Placed[]): CallEnd<Found> => ({ end: 'done', value: { candidates } });
const sentBefore = (ms: number, state: 'SENT' | 'UNKNOWN' | 'EXPIRED' = 'UNKNOWN') => ({
  kind: 'profile' as const,
  state,
  supplierOrder: null,
  sentAt: new Date(NOW.getTime() - ms),
  lastSentAt: null,
});

describe('an order that was sent', () => {
  it.each([
    [{ end: 'done', value: DELIVERED }, { step: 'delivered' }],
    [
      { end: 'done', value: PENDING },
      { step: 'again', state: 'SENT', supplierOrder: 'B1' },
    ],
    [
      { end: 'refused', code: 'unfunded', detail: '' },
      { step: 'refused', reason: 'unfunded' },
    ],
    [
      { end: 'retry_later', afterMs: 7, detail: '' },
      { step: 'again', state: 'QUEUED', inMs: 7 },
    ],
    [
      { end: 'unknown', detail: '' },
      { step: 'again', state: 'UNKNOWN' },
    ],
  ] as [CallEnd<Placed>, object][])('after %j goes on with %j', (end, step) => {
    expect(afterSending(end)).toMatchObject(step);
  });
});

describe('an order that is looked for', () => {
  it('is delivered when the carrier has it, and waits while the carrier allocates', () => {
    const by = { resends: NEVER, now: NOW };
    expect(afterLooking(sentBefore(1_000), found(PENDING, DELIVERED), by).step).toBe('delivered');
    const waiting = afterLooking(sentBefore(1_000), found(PENDING), by);
    expect(waiting).toMatchObject({ step: 'again', state: 'SENT', supplierOrder: 'B1' });
  });

  it('is sent again at once where that is the same order', () => {
    const step = afterLooking(sentBefore(1_000), found(), { resends: SAME, now: NOW });
    expect(step).toMatchObject({ step: 'again', state: 'QUEUED', inMs: 0 });
  });

  it('ends without one after its package has failed and the carrier surely has none', () => {
    const by = { resends: SAME, now: NOW };
    expect(afterLooking(sentBefore(60_000, 'EXPIRED'), found(), by).step).toBe('again');
    expect(afterLooking(sentBefore(180_000, 'EXPIRED'), found(), by)).toMatchObject({
      step: 'refused',
      reason: 'not_placed',
    });
  });

  it('is not given up while a later sending may still arrive', () => {
    const lastSentAt = new Date(NOW.getTime() - 60_000);
    const order = { ...sentBefore(180_000, 'EXPIRED'), lastSentAt };
    expect(afterLooking(order, found(), { resends: SAME, now: NOW }).step).toBe('again');
  });

  it('is never sent again, or given up, where that would buy twice; a person is asked', () => {
    const states = fc.constantFrom('SENT' as const, 'UNKNOWN' as const, 'EXPIRED' as const);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400_000 }), states, (ageMs, state) => {
        const order = sentBefore(ageMs, state);
        const step = afterLooking(order, found(), { resends: NEVER, now: NOW });
        expect(step).toMatchObject({ step: 'again', state: 'UNKNOWN', asks: ageMs >= 300_000 });
      }),
    );
  });

  it('waits longer when the carrier cannot say', () => {
    const end = { end: 'retry_later', afterMs: 5_000, detail: 'busy' } as const;
    const step = afterLooking(sentBefore(1_000), end, { resends: SAME, now: NOW });
    expect(step).toMatchObject({ step: 'again', state: 'UNKNOWN', inMs: 5_000 });
  });
});
