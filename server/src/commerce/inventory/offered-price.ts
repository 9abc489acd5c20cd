/** The wholesale price of one account's item; null if no price list names its plan. */
export type OfferedPrice = {
  accountId: string;
  inventoryItemId: string;
  wholesaleMinor: bigint | null;
  clockOffsetMs: bigint;
};
export type PricedWhere = { dataPlanIds?: readonly string[]; organizationId?: string };
