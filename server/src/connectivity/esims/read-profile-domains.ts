import type { Queryable } from '../../platform/db/database.ts';
import { selectDomainsOf } from './domain-store.ts';
import type { ProfileDomain } from './profile-domain.ts';

/** The customer's profile domains, oldest first: the first is the one that top-ups join. */
export function readProfileDomains(
  db: Queryable,
  of: { accountId: string; customerId: string },
): Promise<ProfileDomain[]> {
  return selectDomainsOf(db, of.accountId, of.customerId);
}
