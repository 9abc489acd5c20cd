import type { Tx } from '../../platform/db/database.ts';
import { selectPlatform } from '../../tenancy/organizations/index.ts';
import { createOrganization } from './create-organization.ts';

/**
 * Returns the ID of the operator's own organization, which is created if there is none. If two
 * transactions create it at once, a unique index refuses one of them.
 */
export async function openPlatform(
  tx: Tx,
  organization: { name: string; email: string; now: Date },
): Promise<string> {
  const found = await selectPlatform(tx);
  if (found !== undefined) return found;
  const created = await createOrganization(tx, { ...organization, isPlatform: true });
  return created.organizationId;
}
