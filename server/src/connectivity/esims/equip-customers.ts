import { keyOf, type OfAccount } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { NewEsimProfile } from './esim-profile.ts';
import type { NewProfileDomain, ProfileDomain } from './profile-domain.ts';
import { insertEsimProfiles, insertProfileDomains, selectProfileDomains } from './store.ts';

/** Opens profile domains for customers of any accounts, in one statement. */
export async function openProfileDomains(
  tx: Tx,
  domains: readonly NewProfileDomain[],
): Promise<void> {
  if (domains.length > 0) await insertProfileDomains(tx, domains);
}

/** Gives claimed profiles to customers of any accounts, in one statement; none is on a device. */
export async function addEsimProfiles(tx: Tx, profiles: readonly NewEsimProfile[]): Promise<void> {
  if (profiles.length > 0) await insertEsimProfiles(tx, profiles);
}

/** The domains among those asked for, by their key (`keyOf`), whose id is in lower case. */
export async function loadProfileDomains(
  tx: Tx,
  asked: readonly OfAccount[],
): Promise<Map<string, ProfileDomain>> {
  if (asked.length === 0) return new Map();
  const found = await selectProfileDomains(tx, asked);
  return new Map(found.map((domain) => [keyOf(domain), domain]));
}
