import { audit, type Change } from '../../kernel/context.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { recordChanges } from '../../tenancy/audit/index.ts';

/** The reseller whose log a change belongs to; `accountId` is null for the whole company. */
export type ChangedReseller = { organizationId: string; accountId: string | null };

/** Audits a change by the platform, in its own log and in the reseller's. */
export async function auditFor(
  scope: Scope,
  { change, ...changed }: ChangedReseller & { change: Change },
): Promise<void> {
  const { actor, requestId, remoteAddress } = scope;
  audit(scope, change);
  await recordChanges({ db: scope.db, ...changed, actor, requestId, remoteAddress }, [change]);
}
