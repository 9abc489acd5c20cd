import type { Quote } from '../../billing/index.ts';

const FULL = 10_000n;

/**
 * Returns the most credits whose price with VAT is not above a received sum, in cents. One cent can
 * remain, because not every sum is a price with rounded VAT.
 */
export function splitReceipt(receivedMinor: bigint, quote: Quote): Quote {
  const rate = BigInt(quote.vatRateBasisPoints);
  let amountMinor = (receivedMinor * FULL) / (FULL + rate) + 1n;
  while (priceOf(amountMinor, rate) > receivedMinor) amountMinor -= 1n;
  const totalMinor = priceOf(amountMinor, rate);
  return { ...quote, amountMinor, totalMinor, vatMinor: totalMinor - amountMinor };
}

/** Returns the price with VAT, rounded half up as on invoices. */
function priceOf(amountMinor: bigint, rate: bigint): bigint {
  return amountMinor + (amountMinor * rate + FULL / 2n) / FULL;
}
