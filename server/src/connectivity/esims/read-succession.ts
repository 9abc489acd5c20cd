import type { OfAccount } from '../../kernel/ids.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { type EsimProfile, isActiveProfile } from './esim-profile.ts';
import { selectProfile, selectSuccession } from './profile-store.ts';

/** A profile and, if it was replaced, the profile that is in use today. */
export type Succession = { profile: EsimProfile; successor: EsimProfile | undefined };

/** Returns the account's profile with this ID and its successor; undefined if there is none. */
export async function readSuccession(
  db: Queryable,
  of: OfAccount,
): Promise<Succession | undefined> {
  const profile = await selectProfile(db, of);
  // Most were not replaced, and following nothing takes five times as long as reading one.
  if (!profile || profile.replacedBy === null) return profile && { profile, successor: undefined };
  const later = await selectSuccession(db, of);
  return { profile, successor: later.findLast(isActiveProfile) };
}
