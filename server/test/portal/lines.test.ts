import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Line, linesOf } from '../../../portal/src/parts/table/lines.ts';

/** The lines as they are drawn, one row after the other. */
function drawn(rows: readonly string[]): Line[] {
  return rows.flatMap((group, row): Line[] =>
    group === rows[row - 1] ? [{ row }] : [{ head: group, first: row }, { row }],
  );
}

describe('the lines of a table', () => {
  it('are the rows, and a head before each group', () => {
    const groups = fc.array(fc.tuple(fc.string(), fc.integer({ min: 1, max: 4 })));
    const property = fc.property(groups, (sizes) => {
      const rows = sizes.flatMap(([group, size]) => Array<string>(size).fill(group));
      const lines = linesOf(rows, (row) => row);
      const all = Array.from({ length: lines.count }, (_, line) => lines.at(line));
      expect(all).toEqual(drawn(rows));
      for (const row of rows.keys()) expect(lines.at(lines.lineOf(row))).toEqual({ row });
    });
    fc.assert(property);
  });

  it('are the rows alone without groups', () => {
    const lines = linesOf(['a', 'a', 'b'], undefined);
    expect([lines.count, lines.at(2), lines.lineOf(1)]).toEqual([3, { row: 2 }, 1]);
  });
});
