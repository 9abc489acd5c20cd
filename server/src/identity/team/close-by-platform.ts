import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { listAccounts, listApiKeys } from '../../tenancy/accounts/index.ts';
import { updateClosedByPlatform } from '../../tenancy/organizations/index.ts';
import { selectMembers, selectRolesForUpdate } from '../people/index.ts';
import { endAccess } from './close-organization.ts';
import { CLOSING_BLOCKERS, readClosingConditions, showConditions } from './closing.ts';
import { mailClosingByPlatform } from './closing-mails.ts';

/** What the platform must accept by name before it closes a reseller. */
export const CLOSING_CONCERNS = [...CLOSING_BLOCKERS, 'held_credits'] as const;
export type ClosingConcern = (typeof CLOSING_CONCERNS)[number];

/** Returns what closing a reseller ends, in numbers, and what must be accepted for it. */
export async function readPlatformClosing(db: Queryable, organizationId: string) {
  const accounts = await listAccounts(db, organizationId);
  const [conditions, members, ...keys] = await Promise.all([
    readClosingConditions(db, organizationId),
    selectMembers(db, organizationId),
    ...accounts.map(({ id: accountId }) => listApiKeys({ db, accountId })),
  ]);
  const { blockers, ...shown } = showConditions(conditions);
  const concerns: ClosingConcern[] = [...blockers];
  if (conditions.heldMinor > 0n) concerns.push('held_credits');
  return { ...shown, apiKeys: keys.flat().length, members: members.length, concerns };
}

type Closing = {
  organizationId: string;
  name: string;
  reason: string;
  accepted: readonly ClosingConcern[];
};

/**
 * Closes a reseller for good, as the platform: it cannot sell any more, and its sign-ins, API keys,
 * invitations and automatic top-up end. Packages of travellers keep working. Returns what it ended.
 * Throws `invalid_state` if it was closed before, or if a concern was not accepted.
 */
export async function closeByPlatform(
  { db, now }: Pick<Scope, 'db' | 'now'>,
  { organizationId, name, reason, accepted }: Closing,
) {
  const members = await selectRolesForUpdate(db, organizationId);
  const ended = await readPlatformClosing(db, organizationId);
  const open = ended.concerns.filter((concern) => !accepted.includes(concern));
  if (open.length > 0) throw notAccepted(open);
  if (!(await updateClosedByPlatform(db, { id: organizationId, now }))) throw closedBefore();

  const conditions = await readClosingConditions(db, organizationId);
  await mailClosingByPlatform(db, { organizationId, name, conditions, reason });
  await endAccess({ db, now }, { organizationId, personIds: members.map((one) => one.personId) });
  return ended;
}

function notAccepted(concerns: readonly ClosingConcern[]): Refusal {
  const names = concerns.map((concern) => `\`${concern}\``).join(', ');
  return new Refusal('invalid_state', `Closing needs ${names} in \`accepted\`. Look at it first.`);
}

function closedBefore(): Refusal {
  return new Refusal('invalid_state', 'This company was closed before.');
}
