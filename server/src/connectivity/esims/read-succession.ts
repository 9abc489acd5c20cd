import type { Queryable } from '../../platform/db/database.ts';
import { type EsimProfile, isActiveProfile } from './esim-profile.ts';
import { selectSuccession } from './successor-store.ts';

/** A profile, and when it was replaced the one that is used today. */
export type Succession = { profile: EsimProfile; successor: EsimProfile | undefined };

/** The account's profile with this id and what has become of it; undefined when there is none. */
export async function readSuccession(
  db: Queryable,
  of: { accountId: string; id: string },
): Promise<Succession | undefined> {
  const [profile, ...later] = await selectSuccession(db, of.accountId, of.id);
  return profile && { profile, successor: later.findLast(isActiveProfile) };
}
