import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BoundedCache } from './bounded-cache.ts';

describe('a bounded cache', () => {
  it('lets the entry go that was used longest ago', () => {
    const cache = new BoundedCache<string, number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.get('a');
    cache.set('c', 3);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
  });

  it('never holds more than its limit and always the newest entry', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.nat(9)), (limit, keys) => {
        const cache = new BoundedCache<number, number>(limit);
        for (const [index, key] of keys.entries()) {
          cache.set(key, index);
          expect(cache.size).toBeLessThanOrEqual(limit);
          expect(cache.get(key)).toBe(index);
        }
      }),
    );
  });

  it('forgets one entry, or all that match', () => {
    const cache = new BoundedCache<string, number>(9);
    for (const [index, key] of ['a', 'b', 'c', 'd'].entries()) cache.set(key, index);
    cache.delete('a');
    cache.deleteWhere((value) => value % 2 === 1);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([undefined, undefined, 2]);
    expect(cache.size).toBe(1);
  });
});
