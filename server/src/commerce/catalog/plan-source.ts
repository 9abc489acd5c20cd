/**
 * How the source of an order is chosen: the carrier that the plan names first, by price, by share,
 * or by the country of the traveller. The others follow where the first cannot be ordered from.
 */
export const SOURCE_POLICIES = ['preferred', 'cheapest', 'split', 'by_country'] as const;
export type SourcePolicy = (typeof SOURCE_POLICIES)[number];

/** Where a plan is ordered: the carrier, and its own code of what is ordered. */
export type PlanSource = {
  carrier: string;
  item: string;
  /** Its part of the orders in proportion to the other shares; null is none. */
  share: number | null;
  /** The countries for which it is taken first. */
  countries: readonly string[];
  /** Since when nothing is ordered there, because the carrier no longer offers the item. */
  offSince: Date | null;
};

/** A source as it is set, for policies that need no more than the item. */
export type PlanSourceDraft = Pick<PlanSource, 'carrier' | 'item'> & Partial<PlanSource>;

/** The sources of a plan in their order, and how one of them is chosen. */
export type PlanSources = { policy: SourcePolicy; sources: PlanSource[] };

/** The largest number of sources of a plan. */
export const MOST_SOURCES = 10;
