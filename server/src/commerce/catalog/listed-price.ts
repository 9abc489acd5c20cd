/** The wholesale prices of data plans. One list is the default. */
export type PriceList = { id: string; name: string; isDefault: boolean; createdAt: Date };

export type ListedPrice = { dataPlanId: string; name: string; wholesaleMinor: bigint };
