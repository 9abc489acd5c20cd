/**
 * The standard rates of VAT in the European Union, in basis points, each with its first day. A
 * changed rate is a new line; the old line stays, because an account's clock may be behind.
 *
 * Source: European Commission, "Taxes in Europe Database" (TEDB), and the member states' laws it
 * names; last looked through for 2026-01. PT-20 are the Azores and PT-30 Madeira, AT-M are Jungholz
 * and Mittelberg, which have standard rates of their own.
 */
export const STANDARD_RATES: readonly (readonly [place: string, from: string, rate: number])[] = [
  ['AT', '1984-01-01', 2000],
  ['AT-M', '1984-01-01', 1900],
  ['BE', '1996-01-01', 2100],
  ['BG', '1999-01-01', 2000],
  ['CY', '2014-01-13', 1900],
  ['CZ', '2013-01-01', 2100],
  ['DE', '2007-01-01', 1900],
  ['DK', '1992-01-01', 2500],
  ['EE', '2009-07-01', 2000],
  ['EE', '2024-01-01', 2200],
  ['EE', '2025-07-01', 2400],
  ['ES', '2012-09-01', 2100],
  ['FI', '2013-01-01', 2400],
  ['FI', '2024-09-01', 2550],
  ['FR', '2014-01-01', 2000],
  ['GR', '2016-06-01', 2400],
  ['HR', '2012-03-01', 2500],
  ['HU', '2012-01-01', 2700],
  ['IE', '2021-03-01', 2300],
  ['IT', '2013-10-01', 2200],
  ['LT', '2009-09-01', 2100],
  ['LU', '2015-01-01', 1700],
  ['LU', '2023-01-01', 1600],
  ['LU', '2024-01-01', 1700],
  ['LV', '2012-07-01', 2100],
  ['MT', '2004-01-01', 1800],
  ['NL', '2012-10-01', 2100],
  ['PL', '2011-01-01', 2300],
  ['PT', '2011-01-01', 2300],
  ['PT-20', '2021-07-01', 1600],
  ['PT-30', '2012-04-01', 2200],
  ['RO', '2017-01-01', 1900],
  ['RO', '2025-08-01', 2100],
  ['SE', '1990-07-01', 2500],
  ['SI', '2013-07-01', 2200],
  ['SK', '2011-01-01', 2000],
  ['SK', '2025-01-01', 2300],
];

/** Returns the standard rate of a place on a UTC day, in basis points; known since 2021-07. */
export function standardRate(place: string, at: Date): number {
  const day = at.toISOString().slice(0, 10);
  const known = STANDARD_RATES.filter(([of, from]) => of === place && from <= day).at(-1);
  if (!known) throw new Error(`no VAT rate of ${place} on ${day}`);
  return known[2];
}
