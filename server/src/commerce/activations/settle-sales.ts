import type { CarrierProfile } from '../../connectivity/carriers/index.ts';
import { formatAmount } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { insufficientCredits } from '../../money/credits/index.ts';
import { forcedOutcome, forcedRefusal } from './forced-outcome.ts';
import { type CheckedSale, needsProfile } from './sale.ts';

/** What a batch may spend. Read before the locks it is a forecast, under them it is the truth. */
export type Means = {
  spendableMinor: bigint;
  /** An automatic top-up is on its way: a refusal for lack of credits says so. */
  topUpPending: boolean;
  /** Units of prepaid stock by inventory item. */
  stockUnits: ReadonlyMap<string, number>;
  /** What each limited key may still spend today, in cents, by client id. */
  keyAllowances: ReadonlyMap<string, bigint>;
  /** Free profiles by carrier; left out in a forecast, which takes them for granted. */
  profiles?: ReadonlyMap<string, readonly CarrierProfile[]>;
};

/**
 * How an accepted sale is paid and with which profile; `chargedMinor` is zero from stock. While a
 * carrier has not answered the sale is pending: the charge is held, and there is no profile yet.
 */
export type Settlement = {
  sale: CheckedSale;
  fromStock: boolean;
  chargedMinor: bigint;
  profile: CarrierProfile | null;
  isPending: boolean;
};

export type SettledSale = Settlement | { refusal: Refusal };

type Purse = {
  spendableMinor: bigint;
  topUpPending: boolean;
  units: Map<string, number>;
  allowances: Map<string, bigint>;
  profiles: Map<string, CarrierProfile[]> | undefined;
};

/**
 * Accepts or refuses each sale on its own, in order, as if it had come alone: prepaid stock first,
 * else the credits; then a profile. Refuses `insufficient_credits`, `spend_limit_reached`,
 * `out_of_stock`; a refused sale leaves everything to those behind it.
 */
export function settleSales(sales: readonly CheckedSale[], means: Means): SettledSale[] {
  const purse: Purse = {
    spendableMinor: means.spendableMinor,
    topUpPending: means.topUpPending,
    units: new Map(means.stockUnits),
    allowances: new Map(means.keyAllowances),
    profiles: means.profiles && copyProfiles(means.profiles),
  };
  return sales.map((sale) => settleOne(sale, purse));
}

function settleOne(sale: CheckedSale, purse: Purse): SettledSale {
  const { item, request } = sale;
  const isPending = forcedOutcome(request) === 'unknown outcome';
  const units = purse.units.get(item.id) ?? 0;
  const fromStock = units > 0 && !isPending;
  const chargedMinor = fromStock ? 0n : item.wholesaleMinor;
  const refusal = refuseCharge(sale, chargedMinor, purse) ?? forcedRefusal(request);
  if (refusal) return { refusal };

  const available = purse.profiles?.get(item.carrier) ?? [];
  const wantsProfile = needsProfile(request) && !isPending && purse.profiles !== undefined;
  if (wantsProfile && available.length === 0) {
    return { refusal: new Refusal('out_of_stock', 'There is no eSIM profile in stock.') };
  }

  purse.spendableMinor -= chargedMinor;
  if (fromStock) purse.units.set(item.id, units - 1);
  const clientId = clientIdOf(sale);
  const allowance = purse.allowances.get(clientId);
  if (allowance !== undefined) purse.allowances.set(clientId, allowance - chargedMinor);
  const profile = wantsProfile ? (available.shift() ?? null) : null;
  return { sale, fromStock, chargedMinor, profile, isPending };
}

function refuseCharge(sale: CheckedSale, chargedMinor: bigint, purse: Purse): Refusal | undefined {
  if (chargedMinor > purse.spendableMinor) return insufficientCredits(chargedMinor, purse);
  const allowance = purse.allowances.get(clientIdOf(sale));
  if (allowance === undefined || chargedMinor <= allowance) return undefined;
  return new Refusal(
    'spend_limit_reached',
    `This costs ${formatAmount(chargedMinor)}; ` +
      `the API key may spend ${formatAmount(allowance)} more today.`,
  );
}

/** The key that pays; empty for a person or the platform, who have no daily limit. */
export function clientIdOf({ request }: CheckedSale): string {
  const { actor } = request.ctx;
  return actor.kind === 'api_key' ? actor.clientId : '';
}

/** The daily limits, in cents, of the keys that pay for these sales; none for keys without one. */
export function limitsOf(sales: readonly CheckedSale[]): Map<string, bigint> {
  const limits = new Map<string, bigint>();
  for (const sale of sales) {
    const limit = sale.request.ctx.dailySpendLimitMinor;
    if (limit !== null) limits.set(clientIdOf(sale), limit);
  }
  return limits;
}

function copyProfiles(profiles: ReadonlyMap<string, readonly CarrierProfile[]>) {
  return new Map([...profiles].map(([carrier, free]) => [carrier, [...free]]));
}
