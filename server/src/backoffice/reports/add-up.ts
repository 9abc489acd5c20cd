/** Returns the sums of each number that `nothing` names, over all lines. */
export function addUp<Sums extends Record<keyof Sums, bigint>>(
  nothing: Sums,
  lines: readonly Sums[],
): Sums {
  const names = Object.keys(nothing) as (keyof Sums)[];
  const sumOf = (name: keyof Sums) => lines.reduce((sum, line) => sum + line[name], 0n);
  return Object.fromEntries(names.map((name) => [name, sumOf(name)])) as Sums;
}
