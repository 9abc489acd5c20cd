import { useMemo } from 'react';

/** A line of a table: the head of a group, or a row by its index. */
export type Line = { head: string; first: number } | { row: number };

/** The lines of a long table: groups are stored, lines are made when rendered. */
type Lines = {
  count: number;
  at: (line: number) => Line;
  lineOf: (row: number) => number;
};

/** A group of consecutive rows below one heading. */
export function useLines<Row extends object>(
  rows: readonly Row[],
  groupOf: ((row: Row) => string) | undefined,
): Lines {
  const remember = useMemo(() => groupOf && rememberFor(groupOf), [groupOf]);
  return useMemo(() => linesOf(rows, remember), [rows, remember]);
}

/** Every loaded page groups all rows again, so the group of each row is cached. */
function rememberFor<Row extends object>(groupOf: (row: Row) => string) {
  const known = new WeakMap<Row, string>();
  return (row: Row) => {
    const group = known.get(row) ?? groupOf(row);
    known.set(row, group);
    return group;
  };
}

/** Returns the lines of these rows; without groups, one for each row. */
export function linesOf<Row>(
  rows: readonly Row[],
  groupOf: ((row: Row) => string) | undefined,
): Lines {
  const groups: { head: string; first: number }[] = [];
  if (groupOf) {
    for (const [index, row] of rows.entries()) {
      const head = groupOf(row);
      if (head !== groups.at(-1)?.head) groups.push({ head, first: index });
    }
  }
  return {
    count: rows.length + groups.length,
    at(line) {
      const above = countBefore(groups, (first, index) => first + index <= line);
      const group = groups[above - 1];
      const isHead = group && group.first + above - 1 === line;
      return isHead ? group : { row: line - above };
    },
    lineOf: (row) => row + countBefore(groups, (first) => first <= row),
  };
}

/** Returns how many groups pass the test; those groups come first. */
function countBefore(
  groups: readonly { first: number }[],
  passes: (first: number, index: number) => boolean,
): number {
  let [low, high] = [0, groups.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(groups[middle]?.first ?? 0, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
