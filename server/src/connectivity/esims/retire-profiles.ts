import type { Tx } from '../../platform/db/database.ts';
import { selectDomainsOf, updateRetired } from './domain-store.ts';
import { closeSessions } from './network-sessions.ts';
import { lockDomains } from './read-store.ts';

/** Ends all profiles of the customer: they leave the network, and no action fits them any more. */
export async function retireProfiles(
  tx: Tx,
  ctx: { accountId: string; now: Date },
  customerId: string,
): Promise<void> {
  const { accountId, now } = ctx;
  const domains = await selectDomainsOf(tx, accountId, customerId);
  await lockDomains(
    tx,
    accountId,
    domains.map(({ id }) => id),
  );
  const profileIds = await updateRetired(tx, ctx, customerId);
  await closeSessions(tx, accountId, { profileIds, at: now });
}
