import { keyOf, type OfAccount } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { selectProfileDomains } from './domain-store.ts';
import type { ProfileDomain } from './profile-domain.ts';

/** Returns those of the wanted domains that exist, by `keyOf` with the ID in lower case. */
export async function loadProfileDomains(
  tx: Tx,
  wanted: readonly OfAccount[],
): Promise<Map<string, ProfileDomain>> {
  if (wanted.length === 0) return new Map();
  const found = await selectProfileDomains(tx, wanted);
  return new Map(found.map((domain) => [keyOf(domain), domain]));
}
