import type { Schemas } from '../../api/client.ts';
import { toField } from '../../parts/money-input.tsx';

type Mandate = NonNullable<Schemas['ApiKey']['mandate']>;
type MandateInput = Schemas['MandateInput'];
type Channel = NonNullable<MandateInput['channels']>[number];
export const PERIODS = ['perSale', 'perDay', 'perMonth'] as const;
type Period = (typeof PERIODS)[number];
type Limit = { amount: number | string; asks: boolean };

/** A mandate as form values. */
export type MandateValues = Record<Period, Limit> & {
  items: string[];
  sets: string[];
  channels: Channel[];
  ends: string;
};

/** Returns the form values of a mandate, or of none. */
export function mandateValues(mandate: Mandate | null | undefined): MandateValues {
  const limit = (period: Period): Limit => ({
    amount: mandate?.[period] ? toField(mandate[period].amount) : '',
    asks: mandate?.[period]?.above === 'ask',
  });
  return {
    perSale: limit('perSale'),
    perDay: limit('perDay'),
    perMonth: limit('perMonth'),
    items: mandate?.inventoryItemIds ?? [],
    sets: mandate?.countrySets ?? [],
    channels: mandate?.channels ?? [],
    ends: mandate?.expiresAt?.slice(0, 10) ?? '',
  };
}

/** Returns the mandate for the request; undefined if no field is filled in. */
export function mandateOf({
  items,
  sets,
  channels,
  ends,
  ...limits
}: MandateValues): MandateInput | undefined {
  const mandate: MandateInput = {};
  for (const period of PERIODS) {
    const { amount, asks } = limits[period];
    if (amount === '') continue;
    const price = { priceValue: Number(amount), currencyCode: 'USD' };
    mandate[period] = { amount: price, above: asks ? 'ask' : 'refuse' };
  }
  if (items.length > 0) mandate.inventoryItemIds = items;
  if (sets.length > 0) mandate.countrySets = sets;
  if (channels.length > 0) mandate.channels = channels;
  if (ends !== '') mandate.expiresAt = `${ends}T23:59:59.000Z`;
  return Object.keys(mandate).length > 0 ? mandate : undefined;
}
