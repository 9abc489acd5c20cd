export const PLANNED_STATES = ['planned', 'applied', 'cancelled'] as const;
export type PlannedState = (typeof PLANNED_STATES)[number];

/** A wholesale price that begins to hold at a time; amounts in cents. */
export type PlannedPrice = {
  id: string;
  priceListId: string;
  dataPlanId: string;
  /** The name of the plan. */
  name: string;
  wholesaleMinor: bigint;
  effectiveAt: Date;
  state: PlannedState;
  isNoticeDue: boolean;
  createdByName: string;
  createdAt: Date;
  endedAt: Date | null;
};
