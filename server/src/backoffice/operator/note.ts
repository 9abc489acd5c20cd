import { type Change, type Context, noteChange } from '../../kernel/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import { recordChanges } from '../../tenancy/audit/index.ts';

/** Whose log a change belongs to; `accountId` null for what is the company's. */
export type Changed = { organizationId: string; accountId: string | null };

/** Notes what the platform changed for a reseller: in its own log and in the reseller's. */
export async function noteFor(
  tx: Tx,
  ctx: Context,
  { change, ...changed }: Changed & { change: Change },
): Promise<void> {
  const { actor, requestId, remoteAddress } = ctx;
  noteChange(ctx, change);
  await recordChanges(tx, { ...changed, actor, requestId, remoteAddress }, [change]);
}
