import type { Scope } from '../../platform/db/scope.ts';
import { selectDomainsOf, updateRetired } from './domain-store.ts';
import { closeSessions } from './network-sessions.ts';
import { lockDomains } from './read-store.ts';

/** Ends all profiles of the customer: they leave the network, and no action fits them any more. */
export async function retireProfiles(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
  customerId: string,
): Promise<void> {
  const { accountId, now } = scope;
  const domains = await selectDomainsOf(scope.db, accountId, customerId);
  await lockDomains(
    scope.db,
    accountId,
    domains.map(({ id }) => id),
  );
  const profileIds = await updateRetired(scope.db, scope, customerId);
  await closeSessions({ db: scope.db, accountId }, { profileIds, at: now });
}
