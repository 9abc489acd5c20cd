/**
 * Returns one text for each JSON value: the order of an object's keys does not count, that of a
 * list does. `undefined` is `null`. It is recursive, so it is only for values of a bounded depth.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  const fields = value as Record<string, unknown>;
  const parts = Object.keys(fields)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(fields[name])}`);
  return `{${parts.join()}}`;
}
