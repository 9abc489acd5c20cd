import { selectMembers } from '../../identity/people/index.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';

export type Assignee = { personId: string; name: string };

/** What stands for nobody in a request. */
export const NOBODY = 'none';

/**
 * Returns the colleague of who asks that a request names; undefined for `none`. Throws
 * `person_not_found`.
 */
export async function findAssignee(
  scope: Pick<Scope, 'db' | 'organizationId'>,
  assigneeId: string,
): Promise<Assignee | undefined> {
  if (assigneeId === NOBODY) return undefined;
  const colleagues = await selectMembers(scope.db, scope.organizationId);
  const found = colleagues.find(({ personId }) => personId === assigneeId.toLowerCase());
  if (!found) throw new Refusal('person_not_found', 'No member of your team has this ID.');
  return { personId: found.personId, name: found.name };
}
