export type Recent<Value> = {
  get(key: string): Value | undefined;
  /** Keeps the value and gives it back; the one not asked for longest makes room. */
  set(key: string, value: Value): Value;
};

/** Remembers the `limit` values asked for most recently, so that no header can fill the memory. */
export function recent<Value>(limit: number): Recent<Value> {
  const values = new Map<string, Value>();
  const set = (key: string, value: Value): Value => {
    values.delete(key);
    values.set(key, value);
    if (values.size > limit) forgetOldest(values);
    return value;
  };
  const get = (key: string): Value | undefined => {
    const value = values.get(key);
    return value === undefined ? undefined : set(key, value);
  };
  return { get, set };
}

function forgetOldest(values: Map<string, unknown>): void {
  const [oldest] = values.keys();
  if (oldest !== undefined) values.delete(oldest);
}
