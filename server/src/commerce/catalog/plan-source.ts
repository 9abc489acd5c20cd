/** Where a plan is ordered: the carrier, and its own code of what is ordered. */
export type PlanSource = { carrier: string; item: string };

/** A plan has at most so many sources. */
export const MOST_SOURCES = 10;
