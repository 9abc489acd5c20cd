/** Where a plan is ordered: the carrier, and its own code of what is ordered. */
export type PlanSource = { carrier: string; item: string };

/** The largest number of sources of a plan. */
export const MOST_SOURCES = 10;
