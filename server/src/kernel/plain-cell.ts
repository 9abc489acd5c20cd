/** Returns the cell of a spreadsheet without a text guard: `'8944…`, `="8944…"`. */
export function plainCell(cell: string): string {
  const guarded = /^="(.*)"$/.exec(cell) ?? /^'(\d.*)$/.exec(cell);
  return (guarded?.[1] ?? cell).trim();
}
