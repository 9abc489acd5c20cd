import { Refusal } from '../../kernel/refusal.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { selectRoleSince } from '../people/index.ts';

const DAY_MS = 24 * 3_600_000;
/** An operator approves for others after this time in the role. */
const SENIOR_AFTER_DAYS = 3;

/**
 * Throws `second_person_required` unless the caller became an operator before the proposal and at
 * least `SENIOR_AFTER_DAYS` ago. Otherwise one operator could invite an accomplice to approve.
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
    'Only a person who was an operator before this was proposed, and for at least ' +
    `${SENIOR_AFTER_DAYS} days, can approve it.`;
  throw new Refusal('second_person_required', detail);
}
