import type { CarrierProfile } from '../../connectivity/carriers/index.ts';
import { keyOf } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { insufficientCredits, type Payable } from '../../money/credits/index.ts';
import type { KeyAllowance } from '../../tenancy/accounts/index.ts';
import { forcedRefusal, isForcedPending } from './forced-outcome.ts';
import { refuseSpending } from './refuse-spending.ts';
import { type CheckedSale, needsProfile } from './sale.ts';

/**
 * The credits, stock units, allowances and profiles that the accounts of a batch can spend. Read
 * before the locks it is a forecast; read under them it is exact.
 */
export type Funds = {
  /** By account. With `topUpPending` an automatic top-up is in progress; a refusal states it. */
  credits: ReadonlyMap<string, Payable>;
  /** Units of prepaid stock by inventory item (`keyOf`). */
  stockUnits: ReadonlyMap<string, number>;
  /** What each limited key may spend, by client ID. */
  keyAllowances: ReadonlyMap<string, KeyAllowance>;
  /** Free profiles by carrier; a forecast leaves them out and assumes that there are enough. */
  profiles?: ReadonlyMap<string, readonly CarrierProfile[]>;
};

/**
 * How an accepted sale is paid and which profile it gets. `chargedMinor` is zero for a unit from
 * stock. While the carrier has not answered, the sale is pending: the charge is held, and there is
 * no profile yet.
 */
export type Settlement = {
  sale: CheckedSale;
  fromStock: boolean;
  chargedMinor: bigint;
  profile: CarrierProfile | null;
  isPending: boolean;
  /** Whether it is ordered from its carrier after the sale has committed. */
  isOrdered: boolean;
};

/** Returns whether a carrier is ordered from after the sale. */
type IsOrdered = (carrier: string) => boolean;

/** The funds that are left after the sales before. */
type Remaining = {
  credits: Map<string, Payable>;
  units: Map<string, number>;
  allowances: Map<string, KeyAllowance>;
  profiles: Map<string, CarrierProfile[]> | undefined;
};

/**
 * Returns a function that settles one sale after the other: from prepaid stock first, otherwise
 * from the credits, then with a profile. It throws `insufficient_credits`,
 * `spend_limit_reached`, `mandate_exceeded`, `approval_required` or `out_of_stock`; a refused sale
 * deducts nothing.
 */
export function createSettler(
  funds: Funds,
  isOrdered: IsOrdered,
): (sale: CheckedSale) => Settlement {
  const left: Remaining = {
    credits: new Map([...funds.credits].map(([id, { ...credits }]) => [id, credits])),
    units: new Map(funds.stockUnits),
    allowances: new Map(funds.keyAllowances),
    profiles: funds.profiles && copyProfiles(funds.profiles),
  };
  return (sale) => settle(sale, left, isOrdered(sale.item.carrier));
}

function settle(sale: CheckedSale, left: Remaining, isOrdered: boolean): Settlement {
  const { item, request } = sale;
  const isForced = isForcedPending(request);
  const isPending = isForced || isOrdered;
  const itemKey = stockKeyOf(sale);
  const units = left.units.get(itemKey) ?? 0;
  const fromStock = units > 0 && !isForced;
  const chargedMinor = fromStock ? 0n : item.wholesaleMinor;
  const refusal = refuseCharge(sale, chargedMinor, left) ?? forcedRefusal(request);
  if (refusal) throw refusal;

  const available = left.profiles?.get(item.carrier) ?? [];
  const wantsProfile = needsProfile(request) && !isPending && left.profiles !== undefined;
  if (wantsProfile && available.length === 0) {
    throw new Refusal('out_of_stock', 'No eSIM profile is in stock.');
  }

  creditsOf(sale, left).payableMinor -= chargedMinor;
  if (fromStock) left.units.set(itemKey, units - 1);
  const clientId = clientIdOf(sale);
  const allowance = left.allowances.get(clientId);
  if (allowance !== undefined) left.allowances.set(clientId, after(allowance, chargedMinor));
  const profile = wantsProfile ? (available.shift() ?? null) : null;
  return { sale, fromStock, chargedMinor, profile, isPending, isOrdered };
}

function refuseCharge(
  sale: CheckedSale,
  chargedMinor: bigint,
  left: Remaining,
): Refusal | undefined {
  const credits = creditsOf(sale, left);
  if (chargedMinor > credits.payableMinor) return insufficientCredits(chargedMinor, credits);
  const allowance = left.allowances.get(clientIdOf(sale));
  return allowance && refuseSpending(sale, chargedMinor, allowance);
}

function after(allowance: KeyAllowance, chargedMinor: bigint): KeyAllowance {
  const { todayMinor, monthMinor } = allowance;
  return {
    ...allowance,
    todayMinor: todayMinor + chargedMinor,
    monthMinor: monthMinor + chargedMinor,
  };
}

function creditsOf({ request }: CheckedSale, { credits }: Remaining) {
  const own = credits.get(request.ctx.accountId);
  if (!own) throw new Error(`account ${request.ctx.accountId} is not part of this batch`);
  return own;
}

/** Returns the key of the item whose prepaid stock the sale may use. */
export function stockKeyOf({ item, request }: CheckedSale): string {
  return keyOf({ accountId: request.ctx.accountId, id: item.id });
}

/** Returns the client ID of the key that pays; empty for a person or the platform. */
export function clientIdOf({ request }: CheckedSale): string {
  const { actor } = request.ctx;
  return actor.kind === 'api_key' ? actor.clientId : '';
}

function copyProfiles(profiles: ReadonlyMap<string, readonly CarrierProfile[]>) {
  return new Map([...profiles].map(([carrier, free]) => [carrier, [...free]]));
}
