import type { CarrierProfile } from '../../connectivity/carriers/index.ts';
import { keyOf } from '../../kernel/ids.ts';
import { formatAmount } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { insufficientCredits } from '../../money/credits/index.ts';
import { forcedOutcome, forcedRefusal } from './forced-outcome.ts';
import { type CheckedSale, needsProfile } from './sale.ts';

/**
 * What the accounts of a batch may spend. Read before the locks it is a forecast, under them it is
 * the truth.
 */
export type Means = {
  /** By account. `topUpPending`: an automatic top-up is on its way, which a refusal says. */
  credits: ReadonlyMap<string, { spendableMinor: bigint; topUpPending: boolean }>;
  /** Units of prepaid stock by inventory item (`keyOf`). */
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

/** The means that are left after the sales before. */
type Left = {
  credits: Map<string, { spendableMinor: bigint; topUpPending: boolean }>;
  units: Map<string, number>;
  allowances: Map<string, bigint>;
  profiles: Map<string, CarrierProfile[]> | undefined;
};

/**
 * Returns a function that settles one sale after the other, each as if it had come alone: from
 * prepaid stock first, else from the credits; then a profile. It throws `insufficient_credits`,
 * `spend_limit_reached` or `out_of_stock`; a refused sale leaves everything to those behind it.
 */
export function createSettler(means: Means): (sale: CheckedSale) => Settlement {
  const left: Left = {
    credits: new Map([...means.credits].map(([id, { ...credits }]) => [id, credits])),
    units: new Map(means.stockUnits),
    allowances: new Map(means.keyAllowances),
    profiles: means.profiles && copyProfiles(means.profiles),
  };
  return (sale) => settle(sale, left);
}

function settle(sale: CheckedSale, left: Left): Settlement {
  const { item, request } = sale;
  const isPending = forcedOutcome(request) === 'unknown outcome';
  const itemKey = stockKeyOf(sale);
  const units = left.units.get(itemKey) ?? 0;
  const fromStock = units > 0 && !isPending;
  const chargedMinor = fromStock ? 0n : item.wholesaleMinor;
  const refusal = refuseCharge(sale, chargedMinor, left) ?? forcedRefusal(request);
  if (refusal) throw refusal;

  const available = left.profiles?.get(item.carrier) ?? [];
  const wantsProfile = needsProfile(request) && !isPending && left.profiles !== undefined;
  if (wantsProfile && available.length === 0) {
    throw new Refusal('out_of_stock', 'There is no eSIM profile in stock.');
  }

  creditsOf(sale, left).spendableMinor -= chargedMinor;
  if (fromStock) left.units.set(itemKey, units - 1);
  const clientId = clientIdOf(sale);
  const allowance = left.allowances.get(clientId);
  if (allowance !== undefined) left.allowances.set(clientId, allowance - chargedMinor);
  const profile = wantsProfile ? (available.shift() ?? null) : null;
  return { sale, fromStock, chargedMinor, profile, isPending };
}

function refuseCharge(sale: CheckedSale, chargedMinor: bigint, left: Left): Refusal | undefined {
  const credits = creditsOf(sale, left);
  if (chargedMinor > credits.spendableMinor) return insufficientCredits(chargedMinor, credits);
  const allowance = left.allowances.get(clientIdOf(sale));
  if (allowance === undefined || chargedMinor <= allowance) return undefined;
  return new Refusal(
    'spend_limit_reached',
    `This costs ${formatAmount(chargedMinor)}; ` +
      `the API key may spend ${formatAmount(allowance)} more today.`,
  );
}

function creditsOf({ request }: CheckedSale, { credits }: Left) {
  const own = credits.get(request.ctx.accountId);
  if (!own) throw new Error(`account ${request.ctx.accountId} is not part of this batch`);
  return own;
}

/** The key of the item that a sale may take from stock. */
export function stockKeyOf({ item, request }: CheckedSale): string {
  return keyOf({ accountId: request.ctx.accountId, id: item.id });
}

/** The key that pays; empty for a person or the platform, who have no daily limit. */
export function clientIdOf({ request }: CheckedSale): string {
  const { actor } = request.ctx;
  return actor.kind === 'api_key' ? actor.clientId : '';
}

function copyProfiles(profiles: ReadonlyMap<string, readonly CarrierProfile[]>) {
  return new Map([...profiles].map(([carrier, free]) => [carrier, [...free]]));
}
