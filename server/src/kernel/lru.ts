export type Lru<Value> = {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  /** Drops every entry whose value `matches`. */
  deleteWhere(matches: (value: Value) => boolean): void;
  readonly size: number;
};

export type LruLimits<Value> = {
  entries: number;
  /** The sum of the weights of all entries stays at or below this; no such limit when left out. */
  weight?: number;
  weightOf?: (value: Value) => number;
};

/** Keeps the entries used last within both limits; a value heavier than the limit is not kept. */
export function createLru<Value>(limits: LruLimits<Value>): Lru<Value> {
  const entries = new Map<string, { value: Value; weight: number }>();
  const { entries: maxEntries, weight: maxWeight = Infinity, weightOf = () => 0 } = limits;
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
      const weight = weightOf(value);
      if (weight > maxWeight) return;
      entries.set(key, { value, weight });
      total += weight;
      for (const oldest of entries.keys()) {
        if (entries.size <= maxEntries && total <= maxWeight) break;
        remove(oldest);
      }
    },
    delete: remove,
    deleteWhere(matches) {
      for (const [key, { value }] of entries) {
        if (matches(value)) remove(key);
      }
    },
    get size() {
      return entries.size;
    },
  };
}
