import type { Locale } from '../../kernel/locale.ts';

/** A reseller; without a `priceListId` it pays by the default list. */
export type Reseller = {
  id: string;
  name: string;
  email: string;
  priceListId: string | null;
  createdAt: Date;
  closingRequestedAt: Date | null;
  closedAt: Date | null;
};

/** The organization of the platform, and where its people receive mail. */
export type Platform = { id: string; email: string; locale: Locale };
