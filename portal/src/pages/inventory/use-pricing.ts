import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import type { Schemas } from '../../api/client.ts';
import { notCsv } from '../../api/not-csv.ts';
import { useApi } from '../../api/use-api.tsx';
import { datesOf } from '../../parts/filters/period.ts';
import { useNow } from '../../session/clock.ts';
import { useZone } from '../../words/zone.ts';
import type { PriceChange } from './price-changes.tsx';

export const METHODS = ['margin', 'factor', 'amount'] as const;
export const ROUNDINGS = ['to_99', 'to_49', 'whole', 'none'] as const;
export type Method = (typeof METHODS)[number];
export type Rounding = (typeof ROUNDINGS)[number];

/** A pricing formula and its items; `ids` are those of selected rows. */
export type Pricing = {
  method: Method;
  value: string;
  rounding: Rounding;
  floor: string;
  ids?: string[];
  countrySet?: string;
  tag?: string;
};

const TYPING_MS = 300;
const USD = 'USD';

export function toBody({ method, value, rounding, floor, ids, countrySet, tag }: Pricing) {
  return {
    method,
    value: Number(value),
    rounding,
    minimumMargin: { priceValue: Number(floor || 0), currencyCode: USD },
    ...(ids && { inventoryItemIds: ids }),
    ...(countrySet && { countrySet }),
    ...(tag && { tag }),
  };
}

/** Queries the prices that a formula would set, a moment after the last change. */
export function usePricePreview(pricing: Pricing) {
  const [asked] = useDebouncedValue(JSON.stringify(toBody(pricing)), TYPING_MS);
  const isCurrent = asked === JSON.stringify(toBody(pricing));
  const preview = useApi().queries.useQuery(
    'post',
    '/gigastore/products/inventory/prices/preview',
    { body: JSON.parse(asked) },
    {
      enabled: pricing.value !== '',
      placeholderData: keepPreviousData,
      staleTime: 0,
      retry: false,
    },
  );
  return { ...preview, isCurrent: isCurrent && !preview.isPlaceholderData };
}

/** Computes the effect of the new prices on the sales of the last 30 days. */
export function useMonthEffect(changes: readonly PriceChange[]): number | undefined {
  const zone = useZone();
  const query = {
    ...datesOf('30d', { now: useNow(), zone }),
    time_zone: zone,
    interval: 'total',
    group_by: 'item',
  } as const;
  const { data } = useApi().queries.useQuery(
    'get',
    '/gigastore/reports/sales',
    { params: { query } },
    { select: (answer) => notCsv(answer as Schemas['AccountSalesReport'] | string).items },
  );
  if (!data) return undefined;
  const sold = new Map(data.map((line) => [line.inventoryItemId, line.sold]));
  return changes.reduce(
    (sum, { inventoryItemId, oldRetailPrice, newRetailPrice }) =>
      sum +
      (sold.get(inventoryItemId) ?? 0) * (newRetailPrice.priceValue - oldRetailPrice.priceValue),
    0,
  );
}
