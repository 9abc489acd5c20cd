import { audit } from '../../kernel/context.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { ExchangeRate } from './exchange-rate.ts';
import { selectRate, selectRates, upsertRate } from './rate-store.ts';

/** Nothing was bought before this day, so that an earlier rate is a mistake. */
const FIRST_DAY = '2020-01-01';

type RateChange = {
  currency: string;
  usdMillionths: bigint;
  /** Today unless it is given. */
  validFrom: string | undefined;
};

/**
 * Sets what a currency is worth from a day on, and returns all rates. Prices that were converted
 * keep their rate. Throws `invalid_request`.
 */
export async function setExchangeRate(
  scope: Scope,
  { currency, usdMillionths, validFrom = scope.now.toISOString().slice(0, 10) }: RateChange,
): Promise<ExchangeRate[]> {
  if (currency === 'USD') throw invalid('/currency', 'must be another currency than USD');
  if (validFrom < FIRST_DAY) throw invalid('/validFrom', `must not be before ${FIRST_DAY}`);
  if (usdMillionths <= 0n) throw invalid('/usdPerUnit', 'must be at least 0.000001');
  const before = await selectRate(scope.db, { currency, validFrom });

  await upsertRate(scope.db, { currency, validFrom, usdMillionths });
  audit(scope, {
    action: 'exchange_rate.changed',
    target: currency,
    before: before ? { validFrom, usdPerUnit: toDecimalRate(before.usdMillionths) } : null,
    after: { validFrom, usdPerUnit: toDecimalRate(usdMillionths) },
  });
  return selectRates(scope.db);
}

/** Returns millionths as a number. */
export function toDecimalRate(usdMillionths: bigint): number {
  return Number(usdMillionths) / 1_000_000;
}
