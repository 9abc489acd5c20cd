import type { CsvColumns } from '../../kernel/csv.ts';
import type { DataTerms } from '../../kernel/data-terms.ts';
import type { ListedPlan } from './data-plan.ts';

/** The columns of a file of plans, which can be changed and imported again. */
export const PLAN_COLUMNS: CsvColumns<ListedPlan> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  size: ({ sizeValue, sizeUnit }) => `${sizeValue} ${sizeUnit}`,
  validity_days: ({ validityDays }) => validityDays ?? 'unlimited',
  country_set: ({ countrySet }) => countrySet,
  carrier: ({ carrier }) => carrier,
  wholesale_price: ({ wholesaleMinor }) => wholesaleMinor,
  cost: ({ costMinor }) => costMinor,
  retired: ({ retiredAt }) => (retiredAt ? 'yes' : 'no'),
  data_type: ({ dataTerms }) => termsColumns(dataTerms).data_type,
  daily_bytes: ({ dataTerms }) => dataTerms?.dailyBytes,
  day_time_zone: ({ dataTerms }) => dataTerms?.dayZone,
  fair_use_bytes: ({ dataTerms }) => dataTerms?.fairUse?.bytes,
  fair_use_period: ({ dataTerms }) => dataTerms?.fairUse?.period,
  fair_use_kbps: ({ dataTerms }) => dataTerms?.fairUse?.speedKbps,
};

/** Returns the terms of data as the texts of their columns. */
export function termsColumns(terms: DataTerms | null | undefined): Record<string, string | null> {
  const { dailyBytes = null, dayZone = null, fairUse = null } = terms ?? {};
  return {
    data_type: terms?.dataType ?? 'total',
    daily_bytes: dailyBytes === null ? null : String(dailyBytes),
    day_time_zone: dayZone,
    fair_use_bytes: fairUse && String(fairUse.bytes),
    fair_use_period: fairUse?.period ?? null,
    fair_use_kbps: fairUse && String(fairUse.speedKbps),
  };
}
