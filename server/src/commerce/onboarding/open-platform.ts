import type { Tx } from '../../platform/db/database.ts';
import { selectPlatform } from '../../tenancy/organizations/index.ts';
import { createOrganization } from './create-organization.ts';

/**
 * The operator's own organization, made when there is none yet; gives its id. Of two that make it
 * at once, the index lets one through.
 */
export async function openPlatform(
  tx: Tx,
  organization: { name: string; email: string; now: Date },
): Promise<string> {
  const found = await selectPlatform(tx);
  if (found !== undefined) return found;
  const made = await createOrganization(tx, { ...organization, isPlatform: true });
  return made.organizationId;
}
