import type { Scope } from '../../platform/db/scope.ts';
import { lockDomains, readProfileDomains } from './domain-store.ts';
import { updateRetired } from './profile-store.ts';
import { closeSessions } from './session-store.ts';

/** Retires all profiles of the customer. They leave the network, and no action is possible. */
export async function retireProfiles(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
  customerId: string,
): Promise<void> {
  const { db, accountId, now } = scope;
  const domains = await readProfileDomains(db, { accountId, customerId });
  const domainIds = domains.map(({ id }) => id);
  await lockDomains(db, accountId, domainIds);
  const profileIds = await updateRetired(db, scope, customerId);
  await closeSessions(scope, { profileIds, at: now });
}
