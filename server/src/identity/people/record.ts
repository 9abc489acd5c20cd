import type { Actor, Change } from '../../kernel/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import { recordChanges } from '../../tenancy/audit/index.ts';
import { selectMembership } from './member-store.ts';
import type { Visit } from './sessions.ts';

/**
 * Keeps in the audit log of their organization what people changed about themselves; those who
 * belong to none leave nothing behind there.
 */
export async function recordOwnChange(
  tx: Tx,
  by: { personId: string; visit: Pick<Visit, 'requestId' | 'remoteAddress'> },
  change: Pick<Change, 'action'> & Partial<Change>,
): Promise<void> {
  const { personId, visit } = by;
  const membership = await selectMembership(tx, personId);
  if (!membership) return;
  const { organizationId, name, role } = membership;
  const actor: Actor = { kind: 'person', personId, name, role };
  const { requestId, remoteAddress } = visit;
  const author = { organizationId, accountId: null, actor, requestId, remoteAddress };
  await recordChanges({ ...author, db: tx }, [
    { target: personId, before: null, after: null, ...change },
  ]);
}
