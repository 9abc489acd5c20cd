import { toMinor } from '../../kernel/money.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { PriceInput } from '../../platform/http/schemas.ts';

/** The cents of a price above zero in USD; refuses `invalid_request` at its path. */
export function readAmount(path: string, { priceValue, currencyCode }: PriceInput): bigint {
  if (currencyCode !== 'USD') throw invalid(`${path}/currencyCode`, 'must be USD');
  const amountMinor = toMinor(priceValue);
  if (!amountMinor) throw invalid(`${path}/priceValue`, 'must be above zero');
  return amountMinor;
}
