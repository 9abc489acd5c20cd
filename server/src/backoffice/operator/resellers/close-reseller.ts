import {
  type ClosingConcern,
  closeByPlatform,
  readPlatformClosing,
} from '../../../identity/team/index.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { findReseller, lockReseller, type Reseller } from '../../../tenancy/organizations/index.ts';
import { checkReason } from '../account-changes.ts';
import { auditFor } from '../audit-for.ts';

/** Returns what closing a reseller would end. Throws `organization_not_found`. */
export async function readResellerClosing(db: Queryable, id: string) {
  const reseller = await findReseller(db, id);
  return readPlatformClosing(db, reseller.id);
}

/**
 * Closes a reseller for good and audits it for both. Throws `organization_not_found`,
 * `invalid_request`, and what `closeByPlatform` throws.
 */
export async function closeReseller(
  scope: Scope,
  { id, reason, accepted }: { id: string; reason: string; accepted: readonly ClosingConcern[] },
): Promise<Reseller> {
  checkReason(reason);
  const reseller = await lockReseller(scope.db, id);
  const { id: organizationId, name } = reseller;
  const ended = await closeByPlatform(scope, { organizationId, name, reason, accepted });
  const change = {
    action: 'organization.closed',
    target: organizationId,
    before: ended,
    after: { closedAt: scope.now.toISOString(), reason },
  };
  await auditFor(scope, { organizationId, accountId: null, change });
  return { ...reseller, closedAt: scope.now };
}
