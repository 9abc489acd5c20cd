import type { Quote } from '../../billing/index.ts';

const FULL = 10_000n;

/**
 * What a sum that came, in cents with VAT, is worth without it: the most credits whose price is not
 * above the sum. A cent can stay over, where no price with its rounded VAT makes up the sum.
 */
export function splitReceipt(receivedMinor: bigint, quote: Quote): Quote {
  const rate = BigInt(quote.vatRateBasisPoints);
  let amountMinor = (receivedMinor * FULL) / (FULL + rate) + 1n;
  while (priceOf(amountMinor, rate) > receivedMinor) amountMinor -= 1n;
  const totalMinor = priceOf(amountMinor, rate);
  return { ...quote, amountMinor, totalMinor, vatMinor: totalMinor - amountMinor };
}

/** The price with VAT, rounded half up as invoices do. */
function priceOf(amountMinor: bigint, rate: bigint): bigint {
  return amountMinor + (amountMinor * rate + FULL / 2n) / FULL;
}
