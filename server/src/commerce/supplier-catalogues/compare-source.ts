import { toBytes } from '../../kernel/data-size.ts';
import { toPrice } from '../../kernel/money.ts';
import type { PlanWithCosts } from '../catalog/index.ts';
import type { KnownItem, OfferedItem } from './catalogue-run.ts';
import { toCents } from './exchange-rate.ts';
import { givesTerms, isAtLeast } from './gives-terms.ts';

/** In what the item of a source falls short of its plan. Nothing is ordered of the first three. */
export const SOURCE_FAULTS = [
  'other_terms',
  'gone',
  'above_cost',
  'less_data',
  'shorter_validity',
  'fewer_countries',
  'not_in_catalogue',
] as const;

export type SourceFault = {
  fault: (typeof SOURCE_FAULTS)[number];
  /** What the item has and what the plan promises: USD, bytes, days or a number of countries. */
  offered: number | null;
  planned: number | null;
};

type Promised = Pick<
  PlanWithCosts,
  'sizeValue' | 'sizeUnit' | 'validityDays' | 'dataTerms' | 'costMinor'
> & { countries: readonly string[] };

/** An item as its supplier's catalogue has it. */
export type CatalogueItem = Pick<
  KnownItem,
  'dataBytes' | 'validityDays' | 'countries' | 'goneAt' | 'usdTenThousandths'
> &
  Pick<OfferedItem, 'dataTerms'>;

/** Returns in what an item, as its supplier's catalogue has it, falls short of a plan. */
export function compareSource(plan: Promised, item: CatalogueItem): SourceFault[] {
  if (item.goneAt) return [withoutFigures('gone')];
  if (!givesTerms(plan, item)) return [withoutFigures('other_terms')];
  return [...compareCost(plan, item), ...compareAmount(plan, item), ...compareReach(plan, item)];
}

export function withoutFigures(fault: SourceFault['fault']): SourceFault {
  return { fault, offered: null, planned: null };
}

function compareCost({ costMinor }: Promised, { usdTenThousandths: usd }: CatalogueItem) {
  if (costMinor === null || usd === null || toCents(usd) <= costMinor) return [];
  const [offered, planned] = [toPrice(toCents(usd)), toPrice(costMinor)];
  return [fault('above_cost', offered.priceValue, planned.priceValue)];
}

/** Data and days of a plan of a single amount; those of others are terms. */
function compareAmount(plan: Promised, { dataBytes, validityDays: offered }: CatalogueItem) {
  if (plan.dataTerms && plan.dataTerms.dataType !== 'total') return [];
  const { validityDays: planned } = plan;
  const [given, promised] = [Number(dataBytes), Number(toBytes(plan))];
  const isLess = dataBytes !== null && !isAtLeast(given, promised);
  const isShorter = offered !== null && (planned === null || offered < planned);
  return [
    ...(isLess ? [fault('less_data', given, promised)] : []),
    ...(isShorter ? [fault('shorter_validity', offered, planned)] : []),
  ];
}

function compareReach({ countries }: Promised, item: CatalogueItem) {
  const covered = countries.filter((country) => item.countries.includes(country)).length;
  if (covered === countries.length) return [];
  return [fault('fewer_countries', covered, countries.length)];
}

function fault(
  name: SourceFault['fault'],
  offered: number | null,
  planned: number | null,
): SourceFault {
  return { fault: name, offered, planned };
}
