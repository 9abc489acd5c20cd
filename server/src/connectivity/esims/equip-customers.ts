import type { Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { NewEsimProfile } from './esim-profile.ts';
import type { NewProfileDomain, ProfileDomain } from './profile-domain.ts';
import { insertEsimProfiles, insertProfileDomains, selectProfileDomains } from './store.ts';

/** Opens profile domains for customers of one account, in one statement. */
export async function openProfileDomains(
  scope: Pick<Scope, 'db' | 'accountId'>,
  domains: readonly NewProfileDomain[],
): Promise<void> {
  if (domains.length > 0) await insertProfileDomains(scope.db, scope.accountId, domains);
}

/** Gives freshly taken profiles to customers of one account, in one statement; none on a device. */
export async function addEsimProfiles(
  scope: Pick<Scope, 'db' | 'accountId'>,
  profiles: readonly NewEsimProfile[],
): Promise<void> {
  if (profiles.length > 0) await insertEsimProfiles(scope.db, scope.accountId, profiles);
}

/** The account's domains among `ids` (opaque ids of requests, any form) by their lower-case id. */
export async function loadProfileDomains(
  tx: Tx,
  of: { accountId: string; ids: readonly string[] },
): Promise<Map<string, ProfileDomain>> {
  if (of.ids.length === 0) return new Map();
  const found = await selectProfileDomains(tx, of.accountId, of.ids);
  return new Map(found.map((domain) => [domain.id, domain]));
}
