/** Returns twice the wholesale price, rounded up to a price that ends in 99; in cents. */
export function suggestRetail(wholesaleMinor: bigint): bigint {
  const dollars = (wholesaleMinor * 2n) / 100n;
  return dollars * 100n + 99n;
}
