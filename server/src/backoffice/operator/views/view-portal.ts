import { endViews, insertView } from '../../../identity/sessions/index.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { findReseller } from '../../../tenancy/organizations/index.ts';
import { checkReason } from '../account-changes.ts';
import { auditFor } from '../audit-for.ts';

/** A view ends by itself after this time. */
export const VIEW_MINUTES = 30;
type ViewScope = Scope & { realNow: Date };

/**
 * Begins a view of a reseller's portal, in which the caller can read and change nothing. Audits it
 * for both. Throws `organization_not_found`, `invalid_request`, and `forbidden` for a program.
 */
export async function beginView(
  scope: ViewScope,
  { id: organizationId, reason }: { id: string; reason: string },
) {
  checkReason(reason);
  const { id } = await findReseller(scope.db, organizationId);
  const personId = requirePersonId(scope);
  const startedAt = scope.realNow;
  const endsAt = new Date(startedAt.getTime() + VIEW_MINUTES * 60_000);
  const view = { id: newId(), organizationId: id, personId, reason, startedAt, endsAt };
  await endViews(scope.db, { organizationId: id, personId, now: startedAt });
  await insertView(scope.db, view);
  const after = { reason, endsAt: endsAt.toISOString() };
  const change = { action: 'portal_view.began', target: view.id, before: null, after };
  await auditFor(scope, { organizationId: id, accountId: null, change });
  return { id: view.id, organizationId: id, endsAt: endsAt.toISOString() };
}

/** Ends the caller's views of a reseller. Throws `organization_not_found`, `forbidden`. */
export async function endView(scope: ViewScope, organizationId: string): Promise<void> {
  const { id } = await findReseller(scope.db, organizationId);
  const personId = requirePersonId(scope);
  const ended = await endViews(scope.db, { organizationId: id, personId, now: scope.realNow });
  if (ended === 0) return;
  const change = { action: 'portal_view.ended', target: id, before: null, after: null };
  await auditFor(scope, { organizationId: id, accountId: null, change });
}

function requirePersonId({ actor }: Scope): string {
  if (actor.kind === 'person') return actor.personId;
  throw new Refusal('forbidden', 'Only people who have signed in can view a portal.');
}
