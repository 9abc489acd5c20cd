/** What is read of `localStorage`. */
export type KeyedStorage = Pick<Storage, 'getItem' | 'setItem'>;

const INSTALLATION = 'gigastore.installationId';

/** Returns the storage of the browser; one that lasts as long as the page if it has none. */
export function storageOfPage(): KeyedStorage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? attempt(() => localStorage.getItem(key)) ?? null,
    setItem(key, value) {
      kept.set(key, value);
      // A private window may refuse to store.
      attempt(() => localStorage.setItem(key, value));
      if (attempt(() => localStorage.getItem(key)) === value) kept.delete(key);
    },
  };
}

/** Returns the ID of this installation of the app, which is made once. */
export function installationIdOf(storage: KeyedStorage): string {
  const known = storage.getItem(INSTALLATION);
  if (known) return known;
  const made = crypto.randomUUID();
  storage.setItem(INSTALLATION, made);
  return made;
}

function attempt<Value>(step: () => Value): Value | undefined {
  try {
    return step();
  } catch {
    return undefined;
  }
}
