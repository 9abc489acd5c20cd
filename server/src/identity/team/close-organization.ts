import { audit } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { disableAutoTopUp } from '../../money/auto-top-up/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { VisitTx } from '../../platform/http/visitors.ts';
import { listAccounts, revokeAllKeys, suspendAccount } from '../../tenancy/accounts/index.ts';
import { updateClosed } from '../../tenancy/organizations/index.ts';
import { selectRolesForUpdate } from '../people/index.ts';
import { deleteSessions } from '../sessions/index.ts';
import {
  CLOSING_REQUEST_HOURS,
  CLOSING_REQUEST_MS,
  type ClosingBlocker,
  readClosingConditions,
  showConditions,
} from './closing.ts';
import { mailClosing } from './closing-mails.ts';
import { deleteAllInvitations } from './invitation-store.ts';

/**
 * Closes a reseller's organization for good: it cannot sell any more, and its sign-ins, API keys,
 * invitations and automatic top-up end. Nothing is deleted. Throws `invalid_state` without a
 * request of the last day, and while purchases run, payments are disputed or credits are owed.
 */
export async function closeOrganization(
  scope: VisitTx,
  { organizationId, name }: { organizationId: string; name: string },
): Promise<void> {
  const { db, now } = scope;
  const members = await selectRolesForUpdate(db, organizationId);
  const conditions = await readClosingConditions(db, organizationId);
  const [blocker] = conditions.blockers;
  if (blocker) throw blocked(blocker);
  const since = new Date(now.getTime() - CLOSING_REQUEST_MS);
  if (!(await updateClosed(db, { id: organizationId, now, since }))) throw notRequested();

  await mailClosing(db, { organizationId, name, conditions });
  await endAccess({ db, now }, { organizationId, personIds: members.map((one) => one.personId) });
  audit(scope, {
    action: 'organization.closed',
    target: organizationId,
    before: showConditions(conditions),
    after: { closedAt: now.toISOString() },
  });
}

/** Ends the sales, API keys, automatic top-ups, sessions and invitations of a closed company. */
export async function endAccess(
  { db, now }: Pick<Scope, 'db' | 'now'>,
  { organizationId, personIds }: { organizationId: string; personIds: readonly string[] },
): Promise<void> {
  for (const { id: accountId, suspendedAt } of await listAccounts(db, organizationId)) {
    if (!suspendedAt) await suspendAccount({ db, accountId, now });
    await revokeAllKeys(db, { accountId, revokedAt: now });
    await disableAutoTopUp({ db, accountId });
  }
  for (const personId of personIds) await deleteSessions(db, personId);
  await deleteAllInvitations(db, organizationId);
}

const REASONS: Record<ClosingBlocker, string> = {
  running_purchases: 'A purchase of credits is not finished. Wait for it, or cancel it.',
  open_disputes: 'A payment is disputed. Wait until the bank has decided.',
  owed_credits: 'Your account owes credits. Buy credits to cover them.',
};

function blocked(blocker: ClosingBlocker): Refusal {
  return new Refusal('invalid_state', `${REASONS[blocker]} Then close the organization.`);
}

function notRequested(): Refusal {
  const detail =
    'Request the closing first (POST /gigastore/organization/closing), and confirm it within ' +
    `${CLOSING_REQUEST_HOURS} hours.`;
  return new Refusal('invalid_state', detail);
}
