/** The wholesale price of one account's item; null if no price list names its plan. */
export type OfferedPrice = {
  accountId: string;
  inventoryItemId: string;
  wholesaleMinor: bigint | null;
  clockOffsetMs: bigint;
};
/** An item of a company that pays for its plan by a list. */
export type PaidItem = {
  accountId: string;
  organizationId: string;
  inventoryItemId: string;
  dataPlanId: string;
  clockOffsetMs: bigint;
};
export type PricedWhere = { dataPlanIds?: readonly string[]; organizationId?: string };
