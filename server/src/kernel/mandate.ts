import { formatAmount, toPrice } from './money.ts';
import { Refusal } from './refusal.ts';
import type { KeyChannel, SalesChannel } from './sales-channel.ts';

export const MANDATE_PERIODS = ['perSale', 'perDay', 'perMonth'] as const;
export type MandatePeriod = (typeof MANDATE_PERIODS)[number];

/** An amount in cents, and whether a person is asked above it instead of refusing the call. */
export type MandateLimit = { amountMinor: bigint; asks: boolean };

/** What a key may sell and spend; null where it is not limited. Days and months are in UTC. */
export type Mandate = Record<MandatePeriod, MandateLimit | null> & {
  inventoryItemIds: readonly string[] | null;
  countrySets: readonly string[] | null;
  channels: readonly KeyChannel[] | null;
  expiresAt: Date | null;
};

/** What a key with a mandate wants to sell or stock, by which channel, and when. */
type Mandated = { item: { id: string; countrySet: string }; channel: SalesChannel; now: Date };

/** What a key with a mandate has spent before, in cents. */
export type Spent = { todayMinor: bigint; monthMinor: bigint };

/**
 * Throws `mandate_exceeded` if the mandate has ended or does not allow the channel, the item or its
 * country set, whatever it costs.
 */
export function requireWithinMandate(
  { expiresAt, channels, inventoryItemIds, countrySets }: Mandate,
  { item, channel, now }: Mandated,
): void {
  if (expiresAt && expiresAt <= now) {
    throw exceeded(`The mandate of this API key ended at ${expiresAt.toISOString()}.`);
  }
  if (channels && !channels.some((allowed) => allowed === channel)) {
    throw exceeded(`The mandate of this API key does not include the channel ${channel}.`);
  }
  if (inventoryItemIds && !inventoryItemIds.includes(item.id)) {
    throw exceeded('The mandate of this API key does not include this inventory item.');
  }
  if (countrySets && !countrySets.includes(item.countrySet)) {
    throw exceeded(`The mandate of this API key does not include ${item.countrySet}.`);
  }
}

/**
 * Returns the limit that an amount would exceed: one that refuses before one that asks. Undefined
 * if the amount is within all of them.
 */
export function limitExceeded(
  mandate: Mandate,
  amountMinor: bigint,
  { todayMinor, monthMinor }: Spent,
): { period: MandatePeriod; limit: MandateLimit } | undefined {
  if (amountMinor === 0n) return undefined;
  const totals = {
    perSale: amountMinor,
    perDay: todayMinor + amountMinor,
    perMonth: monthMinor + amountMinor,
  };
  const passed = MANDATE_PERIODS.flatMap((period) => {
    const limit = mandate[period];
    return limit && totals[period] > limit.amountMinor ? [{ period, limit }] : [];
  });
  return passed.find(({ limit }) => !limit.asks) ?? passed[0];
}

const PERIOD_WORDS = {
  perSale: 'for one sale',
  perDay: 'a day',
  perMonth: 'a month',
} satisfies Record<MandatePeriod, string>;

/** Returns the refusal of an amount beyond a limit. */
export function beyondLimit(
  amountMinor: bigint,
  { period, limit }: { period: MandatePeriod; limit: MandateLimit },
): Refusal {
  return exceeded(sentenceOf(amountMinor, { period, limit }));
}

/** Returns a sentence that states an amount and the limit that it exceeds. */
export function sentenceOf(
  amountMinor: bigint,
  { period, limit }: { period: MandatePeriod; limit: MandateLimit },
): string {
  const most = formatAmount(limit.amountMinor);
  return (
    `This costs ${formatAmount(amountMinor)}; the mandate of this API key allows ` +
    `${most} ${PERIOD_WORDS[period]}.`
  );
}

function exceeded(detail: string): Refusal {
  return new Refusal('mandate_exceeded', detail);
}

/** A mandate as JSON in the database, with amounts as decimal texts of cents. */
export type StoredMandate = Record<MandatePeriod, { amountMinor: string; asks: boolean } | null> & {
  inventoryItemIds: string[] | null;
  countrySets: string[] | null;
  /** Absent in mandates from before there were channels. */
  channels?: KeyChannel[] | null;
  expiresAt: string | null;
};

export function storeMandate(mandate: Mandate | null): StoredMandate | null {
  if (!mandate) return null;
  const { inventoryItemIds, countrySets, channels, expiresAt } = mandate;
  const store = (limit: MandateLimit | null) =>
    limit && { amountMinor: limit.amountMinor.toString(), asks: limit.asks };
  return {
    perSale: store(mandate.perSale),
    perDay: store(mandate.perDay),
    perMonth: store(mandate.perMonth),
    inventoryItemIds: inventoryItemIds && [...inventoryItemIds],
    countrySets: countrySets && [...countrySets],
    channels: channels && [...channels],
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}

export function readStoredMandate(stored: StoredMandate | null): Mandate | null {
  if (!stored) return null;
  const read = (limit: StoredMandate[MandatePeriod]) =>
    limit && { amountMinor: BigInt(limit.amountMinor), asks: limit.asks };
  return {
    perSale: read(stored.perSale),
    perDay: read(stored.perDay),
    perMonth: read(stored.perMonth),
    inventoryItemIds: stored.inventoryItemIds,
    countrySets: stored.countrySets,
    channels: stored.channels ?? null,
    expiresAt: stored.expiresAt === null ? null : new Date(stored.expiresAt),
  };
}

/** Returns a mandate as the API and the audit log show it. */
export function showMandate(mandate: Mandate) {
  const { inventoryItemIds, countrySets, channels, expiresAt } = mandate;
  return {
    perSale: showLimit(mandate.perSale),
    perDay: showLimit(mandate.perDay),
    perMonth: showLimit(mandate.perMonth),
    inventoryItemIds,
    countrySets,
    channels,
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}

function showLimit(limit: MandateLimit | null) {
  return limit && { amount: toPrice(limit.amountMinor), above: limit.asks ? 'ask' : 'refuse' };
}
