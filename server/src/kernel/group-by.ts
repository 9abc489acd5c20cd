/** Groups a list by a key; groups and their members are in the order of the list. */
export function groupBy<One, Key>(
  list: readonly One[],
  keyOf: (one: One) => Key,
): Map<Key, [One, ...One[]]> {
  const groups = new Map<Key, [One, ...One[]]>();
  for (const one of list) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
