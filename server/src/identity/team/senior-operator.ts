import { Refusal } from '../../kernel/refusal.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { selectRoleSince } from '../people/index.ts';

const DAY_MS = 24 * 3_600_000;
/** An operator approves for others after this time in the role. */
const SENIOR_AFTER_DAYS = 3;

/**
 * Throws `second_person_required` unless the caller was an operator before the matter came up and
 * has been one for `SENIOR_AFTER_DAYS`: nobody approves under an address that was invited for it.
 */
export async function requireSeniorOperator(
  { db, organizationId, actor }: Pick<ReadScope, 'db' | 'organizationId' | 'actor'>,
  { since, realNow }: { since: Date; realNow: Date },
): Promise<void> {
  const personId = actor.kind === 'person' ? actor.personId : undefined;
  const roleSince =
    personId && (await selectRoleSince(db, { organizationId, personId, role: 'operator' }));
  const isSenior =
    roleSince &&
    roleSince < since &&
    realNow.getTime() - roleSince.getTime() >= SENIOR_AFTER_DAYS * DAY_MS;
  if (isSenior) return;
  const detail =
    `Only somebody who was an operator before this was proposed, and for ${SENIOR_AFTER_DAYS} ` +
    'days at least, can approve it.';
  throw new Refusal('second_person_required', detail);
}
