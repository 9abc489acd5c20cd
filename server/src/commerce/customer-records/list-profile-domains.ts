import {
  type PublicLinks,
  readProfileDomains,
  showEsimProfile,
} from '../../connectivity/esims/index.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { readRefundsLeft } from '../../tenancy/accounts/index.ts';
import { showActivatedItem, showTotal } from '../activations/index.ts';
import { readCustomer } from '../customers/index.ts';
import { readHoldings } from './customer-entry.ts';

/**
 * Returns the customer's profile domains, oldest first, each with the eSIMs and packages that share
 * data. Throws `customer_not_found`.
 */
export async function listProfileDomains(
  scope: ReadScope,
  of: { uid: string; links: PublicLinks },
) {
  const { accountId, now } = scope;
  const { id } = await readCustomer(scope, of.uid);
  const domains = await readProfileDomains(scope.db, { accountId, customerId: id });
  const { items, profiles } = (await readHoldings(scope.db, { accountId, customerIds: [id] }))(id);
  const refundsLeft = await readRefundsLeft(scope);
  const profileDomains = domains.map((domain) => {
    const inDomain = (one: { profileDomainId: string }) => one.profileDomainId === domain.id;
    const held = items.filter(inDomain);
    return {
      id: domain.id,
      dedicated: domain.dedicated,
      ...showTotal(held, now),
      esimProfiles: profiles.filter(inDomain).map((one) => showEsimProfile(one, of.links)),
      activatedItems: held.map((item) => showActivatedItem(item, { now, refundsLeft })),
    };
  });
  return { profileDomains };
}
