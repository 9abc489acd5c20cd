import { audit } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import { requiresSecondFactor, setSecondFactorRule } from '../../tenancy/organizations/index.ts';
import { selectMembers } from '../people/index.ts';

export type TeamSecurity = { secondFactorRequired: boolean; membersWithout: number };

/** Returns whether members need a second factor, and how many have none. */
export async function readTeamSecurity({
  db,
  organizationId,
}: Pick<ReadScope, 'db' | 'organizationId'>): Promise<TeamSecurity> {
  const members = await selectMembers(db, organizationId);
  return {
    secondFactorRequired: await requiresSecondFactor(db, organizationId),
    membersWithout: members.filter(({ hasSecondFactor }) => !hasSecondFactor).length,
  };
}

/**
 * Sets whether members need a second factor. Throws `invalid_state` if it shall be required and the
 * person who asks has none.
 */
export async function updateTeamSecurity(
  scope: Scope,
  { secondFactorRequired: isRequired }: Pick<TeamSecurity, 'secondFactorRequired'>,
): Promise<TeamSecurity> {
  const { actor, organizationId } = scope;
  const personId = actor.kind === 'person' ? actor.personId : undefined;
  const members = await selectMembers(scope.db, organizationId);
  const own = members.find((member) => member.personId === personId);
  if (isRequired && !own?.hasSecondFactor) {
    throw new Refusal('invalid_state', 'Set up your own second factor before you require one.');
  }
  const wasRequired = await setSecondFactorRule(scope.db, { id: organizationId, isRequired });
  if (wasRequired !== isRequired) {
    audit(scope, {
      action: 'organization.second_factor_rule_changed',
      target: organizationId,
      before: { secondFactorRequired: wasRequired },
      after: { secondFactorRequired: isRequired },
    });
  }
  return readTeamSecurity(scope);
}
