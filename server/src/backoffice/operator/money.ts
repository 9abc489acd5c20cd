import { toMinor } from '../../kernel/money.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { PriceInput } from '../../platform/http/schemas.ts';

/** An amount of a request in cents; refuses `invalid_request` at `path`. */
export function readAmount(price: PriceInput, path: string): bigint {
  if (price.currencyCode !== 'USD') throw invalid(`${path}/currencyCode`, 'must be USD');
  const amountMinor = toMinor(price.priceValue);
  if (amountMinor !== undefined) return amountMinor;
  throw invalid(`${path}/priceValue`, 'must be at most 10000000, with two decimals');
}
