import type { Locale } from '../../kernel/locale.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readOrganization } from '../../tenancy/organizations/index.ts';
import { readBillingDetails } from '../billing/index.ts';

/** Returns the recipient of mails about an organization's money, and the language. */
export async function readRecipient(
  db: Queryable,
  organizationId: string,
): Promise<{ to: string; locale: Locale }> {
  const details = await readBillingDetails(db, organizationId);
  if (details) return { to: details.billingEmail, locale: details.locale };
  const { email, locale } = await readOrganization(db, organizationId);
  return { to: email, locale };
}
