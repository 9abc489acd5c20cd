import type { Queryable } from '../../platform/db/database.ts';
import type { EsimProfile } from '../esims/index.ts';
import type { InstallationEvent } from './installation-event.ts';
import { countSuccesses, readLatestInstallations } from './store.ts';

/** What apps reported about an eSIM, until its carrier says more. */
export type InstallationHint = {
  latest: InstallationEvent;
  /** Apps reported more installations than the carrier has confirmed. */
  isUnconfirmed: boolean;
};

/** Returns what apps reported last about an eSIM; undefined if none did. */
export async function readInstallationHint(
  db: Queryable,
  { accountId, id, installCount }: EsimProfile,
): Promise<InstallationHint | undefined> {
  const latest = (await readLatestInstallations(db, { accountId, profileIds: [id] })).get(id);
  if (!latest) return undefined;
  const successes = await countSuccesses(db, { accountId, esimProfileId: id });
  return { latest, isUnconfirmed: latest.outcome === 'succeeded' && successes > installCount };
}
