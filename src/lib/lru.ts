export type Lru<Value> = {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  readonly size: number;
};

export type LruLimits<Value> = {
  entries: number;
  /** The sum of the weights of all entries stays at or below this. */
  weight: number;
  weightOf: (value: Value) => number;
};

/** Keeps the entries used last within both limits; a value heavier than the limit is not kept. */
export function createLru<Value>(limits: LruLimits<Value>): Lru<Value> {
  const entries = new Map<string, { value: Value; weight: number }>();
  let total = 0;

  function remove(key: string): void {
    total -= entries.get(key)?.weight ?? 0;
    entries.delete(key);
  }

  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value) {
      remove(key);
      const weight = limits.weightOf(value);
      if (weight > limits.weight) return;
      entries.set(key, { value, weight });
      total += weight;
      for (const oldest of entries.keys()) {
        if (entries.size <= limits.entries && total <= limits.weight) break;
        remove(oldest);
      }
    },
    delete: remove,
    get size() {
      return entries.size;
    },
  };
}
