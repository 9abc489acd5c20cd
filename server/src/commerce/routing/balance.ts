import type { Cost } from '../../connectivity/carriers/index.ts';

/** Our account at a carrier. Amounts are in ten-thousandths of its currency. */
export type CarrierBalance = {
  carrier: string;
  /** Null until it was read; carriers without a balance that can be read keep it so. */
  balance: Cost | null;
  readAt: Date | null;
  /** Null without a warning. */
  warnBelow: bigint | null;
  stopBelow: bigint;
  /** When an order was last refused for want of funds; null if money came in since. */
  unfundedAt: Date | null;
  warnedAt: Date | null;
};

/** The funds may have come without a balance that tells: then one order tries. */
const UNFUNDED_MS = 10 * 60_000;

/**
 * Returns whether new orders stop, before the carrier refuses them: the balance is below the limit,
 * does not pay an order of this `cost`, or was too small for one within ten minutes.
 */
export function stopsOrders(
  { balance, stopBelow, unfundedAt }: CarrierBalance,
  { now, cost }: { now: Date; cost?: Cost | undefined },
): boolean {
  if (unfundedAt !== null && now.getTime() - unfundedAt.getTime() < UNFUNDED_MS) return true;
  if (balance === null) return false;
  const isPayable =
    cost === undefined ||
    cost.currency !== balance.currency ||
    cost.tenThousandths <= balance.tenThousandths;
  return balance.tenThousandths < stopBelow || !isPayable;
}

/** Returns whether operators are to be warned: below their limit, and when orders stop. */
export function isLow(own: CarrierBalance, now: Date): boolean {
  const { balance, warnBelow } = own;
  const isBelow = balance !== null && warnBelow !== null && balance.tenThousandths < warnBelow;
  return isBelow || stopsOrders(own, { now });
}

/** Returns an amount for sentences: `12.5 USD`. */
export function formatCost({ tenThousandths, currency }: Cost): string {
  return `${toDecimal(tenThousandths)} ${currency}`;
}

/** Returns ten-thousandths as a number, exact for every amount up to 2^53 of them. */
export function toDecimal(tenThousandths: bigint): number {
  return Number(tenThousandths) / 10_000;
}
