import type { KeyedStorage } from '../../src/web/storage.ts';

/** A storage of a browser, which several pages may share. */
export function memoryStorage(): KeyedStorage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
}
