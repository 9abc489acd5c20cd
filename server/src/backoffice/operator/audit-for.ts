import { audit, type Change } from '../../kernel/context.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { recordChanges } from '../../tenancy/audit/index.ts';

/** Whose log a change belongs to; `accountId` null for what is the company's. */
export type Changed = { organizationId: string; accountId: string | null };

/** Notes what the platform changed for a reseller: in its own log and in the reseller's. */
export async function noteFor(
  scope: Scope,
  { change, ...changed }: Changed & { change: Change },
): Promise<void> {
  const { actor, requestId, remoteAddress } = scope;
  audit(scope, change);
  await recordChanges({ db: scope.db, ...changed, actor, requestId, remoteAddress }, [change]);
}
