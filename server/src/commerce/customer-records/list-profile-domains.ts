import {
  type PublicLinks,
  readProfileDomains,
  showEsimProfile,
} from '../../connectivity/esims/index.ts';
import type { Context } from '../../kernel/context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readRefundsLeft } from '../../tenancy/accounts/index.ts';
import { showActivatedItem, showTotal } from '../activations/index.ts';
import { readCustomer } from '../customers/index.ts';
import { readHoldings } from './customer-entry.ts';

/**
 * What shares data with what: the customer's profile domains, oldest first, each with its profiles
 * and packages. Refuses `customer_not_found`.
 */
export async function listProfileDomains(
  db: Queryable,
  ctx: Context,
  of: { uid: string; links: PublicLinks },
) {
  const { accountId, now } = ctx;
  const { id } = await readCustomer(db, ctx, of.uid);
  const domains = await readProfileDomains(db, { accountId, customerId: id });
  const { items, profiles } = (await readHoldings(db, { accountId, customerIds: [id] }))(id);
  const refundsLeft = await readRefundsLeft(db, ctx);
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
