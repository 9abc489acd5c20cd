import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../endpoints/endpoint.ts';
import {
  abandon,
  capacityOf,
  enqueue,
  FIRST_CAPACITY,
  FIRST_WINDOW,
  finish,
  hasReady,
  MAX_WINDOW,
  openOutbox,
  settle,
  start,
} from './outbox.ts';
import type { Outbound } from './sending-store.ts';

const endpoint = { accountId: 'a', event: 'all' } as Endpoint;

function delivery(id: number, orderKey: string | null): Outbound {
  const key = { accountId: 'a', event: 'all' };
  const fresh = { createdAt: new Date(0), body: '{}', attempts: 0, tries: 0 };
  return { ...key, ...fresh, id: `${id}`, orderKey };
}

const orderKey = fc.constantFrom('x', 'y', 'z', null);
type Step = { put: string | null } | { start: true } | { end: number; isSuccess: boolean };

/** Takes one in, begins an attempt, or ends the attempt at this place of those under way. */
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ put: orderKey }),
  fc.record({ start: fc.constant(true as const) }),
  fc.record({ end: fc.nat(40), isSuccess: fc.boolean() }),
);

/** An outbox under test, and its observable state. */
function createPlay() {
  const outbox = openOutbox(endpoint);
  const underWay: Outbound[] = [];
  const begun: Outbound[] = [];
  const begin = () => {
    const next = hasReady(outbox) ? start(outbox, 0) : undefined;
    if (next) for (const list of [underWay, begun]) list.push(next);
  };
  const end = (place: number, isSuccess: boolean) => {
    const [ended] = underWay.splice(place % Math.max(1, underWay.length), 1);
    if (ended) finish(outbox, ended, isSuccess);
  };
  return {
    begun,
    take(one: Step, index: number) {
      if ('put' in one) enqueue(outbox, [delivery(index, one.put)]);
      if ('start' in one) begin();
      if ('end' in one) end(one.end, one.isSuccess);
      const keys = underWay.flatMap((each) => each.orderKey ?? []);
      expect(new Set(keys).size).toBe(keys.length);
      expect(outbox.underWay).toBe(underWay.length);
    },
  };
}

describe('an outbox', () => {
  it('never has two of one key under way, and begins them in the order in which they came', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const play = createPlay();
        for (const [index, one] of steps.entries()) play.take(one, index);
        for (const key of ['x', 'y', 'z', null]) {
          const ids = play.begun
            .filter((each) => each.orderKey === key)
            .map(({ id }) => Number(id));
          expect(ids).toEqual(ids.toSorted((one, other) => one - other));
        }
      }),
    );
  });

  it('sends everything that it was given exactly once', () => {
    fc.assert(
      fc.property(fc.array(orderKey, { maxLength: 60 }), fc.boolean(), (keys, isSuccess) => {
        const outbox = openOutbox(endpoint);
        const given = keys.map((key, index) => delivery(index, key));
        enqueue(outbox, given);
        enqueue(outbox, given);
        const sent: string[] = [];
        while (hasReady(outbox)) {
          const next = start(outbox, 0);
          if (!next) break;
          sent.push(next.id);
          finish(outbox, next, isSuccess);
          settle(outbox, next.id);
        }
        expect(sent.toSorted()).toEqual(given.map(({ id }) => id).toSorted());
        expect(outbox.held.size).toBe(0);
        expect(outbox.behind.size).toBe(0);
      }),
    );
  });

  it('opens its window with successes and closes it with failures, within bounds', () => {
    const outbox = openOutbox(endpoint);
    const attempt = (isSuccess: boolean) => {
      enqueue(outbox, [delivery(0, null)]);
      const next = start(outbox, 0);
      if (next) finish(outbox, next, isSuccess);
      settle(outbox, '0');
    };
    expect(outbox.window).toBe(FIRST_WINDOW);
    for (let count = 0; count < 100; count += 1) attempt(true);
    expect(outbox.window).toBe(MAX_WINDOW);
    for (let count = 0; count < 5; count += 1) attempt(false);
    expect(outbox.window).toBe(1);
    attempt(false);
    expect(outbox.window).toBe(1);
    attempt(true);
    expect(outbox.window).toBe(2);
  });

  it('lets no more under way than its window', () => {
    const outbox = openOutbox(endpoint);
    enqueue(
      outbox,
      Array.from({ length: 50 }, (_, index) => delivery(index, null)),
    );
    while (hasReady(outbox)) start(outbox, 0);
    expect(outbox.underWay).toBe(FIRST_WINDOW);
    expect(capacityOf(outbox)).toBe(FIRST_CAPACITY - 50);
  });

  it('begins nothing once it is abandoned, also not behind what is under way', () => {
    const outbox = openOutbox(endpoint);
    enqueue(outbox, [delivery(0, 'x'), delivery(1, 'x'), delivery(2, null)]);
    const first = start(outbox, 0);
    abandon(outbox);
    if (first) finish(outbox, first, true);
    expect(hasReady(outbox)).toBe(false);
  });
});
