import { LRUCache } from 'lru-cache';

/**
 * Returns a pure function that keeps its last `max` results by a key. The key must name all of what
 * the result depends on.
 */
export function keeping<Of extends readonly unknown[], Key extends string, Result extends object>(
  max: number,
  keyOf: (...of: Of) => Key,
  make: (...of: Of) => Result,
): (...of: Of) => Result {
  const kept = new LRUCache<Key, Result>({ max });
  return (...of) => {
    const key = keyOf(...of);
    const known = kept.get(key);
    if (known) return known;
    const made = make(...of);
    kept.set(key, made);
    return made;
  };
}
