import type { PublicLinks } from '../../connectivity/esims/index.ts';
import type { TravellerLanguage } from '../../kernel/traveller-language.ts';

export type Customer = {
  accountId: string;
  id: string;
  email: string | null;
  countryOfResidence: string | null;
  countrySet: string;
  /** The metatag of the first package. */
  metatag: string | null;
  /** Raised to revoke the links of the customer's page. */
  linkVersion: number;
  /** The language that the traveller used last; null if unknown. */
  language: TravellerLanguage | null;
  /** When the traveller unsubscribed from reminders. */
  unsubscribedAt: Date | null;
  createdAt: Date;
  erasedAt: Date | null;
};

/** Returns the customer as the API shows it; `erasedAt` appears once personal data is erased. */
export function showCustomer(customer: Customer, links: PublicLinks) {
  return {
    uid: customer.id,
    email: customer.email,
    profileUrl: links.customer(customer),
    countryOfResidence: customer.countryOfResidence,
    countrySet: customer.countrySet,
    createdAt: customer.createdAt.toISOString(),
    metatag: customer.metatag,
    ...(customer.erasedAt ? { erasedAt: customer.erasedAt.toISOString() } : {}),
  };
}
